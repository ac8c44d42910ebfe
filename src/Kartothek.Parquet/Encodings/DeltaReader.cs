using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Reads DELTA_BINARY_PACKED integers: blocks of miniblocks, each with a bit width of its own, of differences from a block's least one.</summary>
/// <remarks>Reckons modulo 2⁶⁴; the lower 32 bits are what a 32-bit column's arithmetic modulo 2³² gives.</remarks>
internal sealed class DeltaReader
{
    private const int Group = 32;

    private readonly long[] _values = new long[Group];
    private byte[] _bytes = [];
    private int _position;
    private int _end;
    private int _miniblocks;
    private int _miniblockValues;
    private long _left;
    private long _last;
    private long _minDelta;
    private int _widths;
    private int _miniblock;
    private int _miniblockLeft;
    private int _buffered;
    private bool _isFirst;

    /// <summary>Values not read yet.</summary>
    public long Left => _left;

    /// <summary>Starts reading at the header.</summary>
    public void Reset(byte[] bytes, int start, int end)
    {
        (_bytes, _position, _end) = (bytes, start, end);
        _miniblock = _miniblocks = _miniblockLeft = _buffered = 0;
        _left = 0;
        if (start == end)
            return;
        var blockValues = ReadVarint();
        var miniblocks = ReadVarint();
        var count = ReadVarint();
        _last = ReadZigzag();
        if (blockValues is 0 or > 1 << 24 || miniblocks == 0 || miniblocks > blockValues || blockValues % miniblocks != 0
            || blockValues / miniblocks % Group != 0)
        {
            throw new PageFormatException($"deltas come in blocks of {blockValues} values and {miniblocks} parts, which can't be");
        }
        _miniblocks = _miniblock = (int)miniblocks;
        _miniblockValues = (int)(blockValues / miniblocks);
        _left = (long)Math.Min(count, int.MaxValue);
        _isFirst = _left > 0;
    }

    /// <summary>Reads the next values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(Span<long> destination)
    {
        if (destination.Length > _left)
            throw new PageFormatException("deltas end before the last value");
        _left -= destination.Length;
        if (_isFirst && !destination.IsEmpty)
        {
            destination[0] = _last;
            destination = destination[1..];
            _isFirst = false;
        }
        while (!destination.IsEmpty)
        {
            if (_buffered == 0 && destination.Length >= Group)
            {
                ReadGroup(destination[..Group]);
                destination = destination[Group..];
                continue;
            }
            if (_buffered == 0)
            {
                ReadGroup(_values);
                _buffered = Group;
            }
            var count = Math.Min(_buffered, destination.Length);
            _values.AsSpan(Group - _buffered, count).CopyTo(destination);
            _buffered -= count;
            destination = destination[count..];
        }
    }

    /// <summary>Passes over the next values. They have to be summed, so this is hardly faster than reading.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        Span<long> passed = stackalloc long[256];
        for (; count > 0; count -= Math.Min(count, passed.Length))
            Read(passed[..Math.Min(count, passed.Length)]);
    }

    /// <summary>The byte behind the last block, found from the blocks' headers. To be called before anything is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int FindEnd()
    {
        var position = _position;
        for (var left = _left - 1; left > 0;)
        {
            ReadZigzag();
            var widths = _position;
            _position = Advance(_position, _miniblocks);
            for (var i = 0; i < _miniblocks && left > 0; i++, left -= _miniblockValues)
                _position = Advance(_position, BitUnpacker.ByteCount(_miniblockValues, _bytes[widths + i]));
        }
        var end = _position;
        _position = position;
        return end;
    }

    private int Advance(int position, long bytes) =>
        bytes <= _end - position ? position + (int)bytes : throw new PageFormatException("deltas end within a block");

    /// <summary>Reads 32 values; those behind the last one are anything.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadGroup(Span<long> destination)
    {
        if (_miniblockLeft == 0)
            NextMiniblock();
        int width = _bytes[_widths + _miniblock];
        var bytes = Group / 8 * width;
        var last = _last;
        if (bytes > _end - _position)
            throw new PageFormatException("deltas end within a block");
        if (width == 0)
        {
            for (var i = 0; i < Group; i++)
                destination[i] = last += _minDelta;
        }
        else if (width <= 32)
        {
            Span<int> packed = stackalloc int[Group];
            BitUnpacker.Unpack(_bytes, _position, width, packed);
            for (var i = 0; i < Group; i++)
                destination[i] = last += _minDelta + (uint)packed[i];
        }
        else
        {
            BitUnpacker.Unpack(_bytes, _position, width, destination);
            for (var i = 0; i < Group; i++)
                destination[i] = last += _minDelta + destination[i];
        }
        _last = last;
        _position += bytes;
        _miniblockLeft -= Group;
    }

    private void NextMiniblock()
    {
        if (++_miniblock >= _miniblocks)
        {
            _minDelta = ReadZigzag();
            _widths = _position;
            _position = Advance(_position, _miniblocks);
            _miniblock = 0;
        }
        if (_bytes[_widths + _miniblock] > 64)
            throw new PageFormatException($"deltas have {_bytes[_widths + _miniblock]} bits, and 64 is the most");
        _miniblockLeft = _miniblockValues;
    }

    private long ReadZigzag()
    {
        var raw = ReadVarint();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= _end)
                throw new PageFormatException("deltas end within a header");
            var next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new PageFormatException("an integer has more than ten bytes");
    }
}
