using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>DELTA_BYTE_ARRAY values of one length, each checked to have it.</summary>
/// <param name="length">Bytes per value.</param>
internal sealed class FixedDeltaBytesDecoder(int length) : ValueDecoder<ByteView>
{
    private readonly DeltaBytesDecoder _values = new();

    public override byte[] Data => _values.Data;

    public override bool OwnsData => true;

    public override void BeginBlock() => _values.BeginBlock();

    public override void Reset(byte[] bytes, int start, int end) => _values.Reset(bytes, start, end);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<ByteView> destination)
    {
        _values.Read(destination);
        foreach (var view in destination)
        {
            if (view.Length != length)
                throw new PageFormatException($"a value has {view.Length} bytes where all have {length}");
        }
    }

    public override void Skip(int count) => _values.Skip(count);
}
