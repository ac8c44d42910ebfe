using System.Buffers.Binary;

namespace Kartothek.Parquet;

/// <summary>RLE booleans: the length in four bytes, then runs.</summary>
internal sealed class RunLengthBooleanDecoder : ValueDecoder<bool>
{
    private readonly RunLengthDecoder _runs = new();

    public override void Reset(byte[] bytes, int start, int end)
    {
        if (end - start < 4)
        {
            // No value, no length.
            _runs.Reset(bytes, end, end, 1);
            return;
        }
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(start));
        if (length > (uint)(end - start - 4))
            throw new PageFormatException($"booleans of {length} bytes are longer than their page");
        _runs.Reset(bytes, start + 4, start + 4 + (int)length, 1);
    }

    public override void Read(Span<bool> destination) => _runs.ReadBits(destination);

    public override void Skip(int count) => _runs.Skip(count);
}
