using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>PLAIN byte arrays: each behind its length in four bytes. Read in place.</summary>
internal sealed class PlainBytesDecoder : ValueDecoder<ByteView>
{
    /// <summary>Bytes that are decompressed at a time.</summary>
    private const int Step = 16 * 1024;

    private byte[] _bytes = [];
    private int _position;
    private int _end;
    private int _ready;

    public override byte[] Data => _bytes;

    public override void Reset(byte[] bytes, int start, int end)
    {
        if ((uint)end > (uint)bytes.Length || (uint)start > (uint)end)
            throw new PageFormatException("values end behind their page");
        (_bytes, _position, _end) = (bytes, start, end);
        _ready = Pending is null ? end : Math.Min(start, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<ByteView> destination)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        var position = _position;
        for (var i = 0; i < destination.Length; i++)
        {
            var length = NextLength(ref bytes, position);
            destination[i] = new ByteView(position + 4, length);
            position += 4 + length;
        }
        _position = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Skip(int count)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        var position = _position;
        for (var i = 0; i < count; i++)
            position += 4 + NextLength(ref bytes, position);
        _position = position;
    }

    public override bool HasRandomAccess => true;

    protected override bool ReadsPending => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ReadAt(ReadOnlySpan<int> positions, int count, Span<ByteView> destination)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_bytes);
        var position = _position;
        var next = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            for (; next < positions[i]; next++)
                position += 4 + NextLength(ref bytes, position);
            var length = NextLength(ref bytes, position);
            destination[i] = new ByteView(position + 4, length);
            position += 4 + length;
            next++;
        }
        _position = position;
        Skip(count - next);
    }

    /// <summary>The length of the value at a position. Its four bytes and the value lie inside the page, else it throws; so reads need no other check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextLength(ref byte bytes, int position)
    {
        if (position > _ready - 4)
            Prepare(position, 4, isLength: true);
        var length = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref bytes, position));
        if ((uint)length > (uint)(_ready - position - 4))
            Prepare(position + 4, length, isLength: false);
        return length;
    }

    /// <summary>Makes the bytes of a value or of its length ready, and some behind them.</summary>
    private void Prepare(int position, int length, bool isLength)
    {
        if (position > _end || (uint)length > (uint)(_end - position))
        {
            throw new PageFormatException(isLength
                ? "a page ends before its last value" : $"a value of {(uint)length} bytes is longer than the rest of its page");
        }
        if (Pending is not { } pending)
            return;
        pending.Advance(position + Math.Min(length + Step, _end - position));
        _ready = Math.Min(pending.Ready, _end);
    }
}
