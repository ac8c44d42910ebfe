using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Reads Parquet's hybrid of run lengths and bit packing: levels, dictionary codes, booleans.</summary>
/// <remarks>Runs are skipped without decoding. Reading behind the last run is a <see cref="PageFormatException"/>.</remarks>
internal sealed class RunLengthDecoder
{
    private byte[] _bytes = [];
    private int _position;
    private int _end;
    private int _width;
    private int _left;
    private bool _isPacked;
    private int _repeated;
    private int _packedStart;
    private int _packedTaken;
    private SnappyDecoder? _pending;

    /// <summary>Starts reading at a run's header.</summary>
    /// <param name="bytes">Where the runs lie.</param>
    /// <param name="start">First byte.</param>
    /// <param name="end">The byte behind the last.</param>
    /// <param name="width">Bits per value, 0 to 32.</param>
    /// <param name="pending">What makes the bytes ready; null where all are.</param>
    public void Reset(byte[] bytes, int start, int end, int width, SnappyDecoder? pending = null)
    {
        if ((uint)width > 32)
            throw new PageFormatException($"its values have {width} bits, and 32 is the most");
        (_bytes, _position, _end, _width, _left, _pending) = (bytes, start, end, width, 0, pending);
    }

    /// <summary>Starts reading values that are packed without headers.</summary>
    public void ResetPacked(byte[] bytes, int start, int end, int width)
    {
        Reset(bytes, start, end, width);
        _isPacked = true;
        StartPacked((uint)(end - start));
    }

    /// <summary>Reads the next values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(Span<int> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_left == 0)
                NextRun();
            var count = Math.Min(_left, destination.Length);
            if (_isPacked)
                ReadPacked(destination[..count]);
            else
                destination[..count].Fill(_repeated);
            _left -= count;
            destination = destination[count..];
        }
    }

    /// <summary>Passes over the next values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Skip(int count)
    {
        while (count > 0)
        {
            if (_left == 0)
                NextRun();
            var taken = Math.Min(_left, count);
            _packedTaken += taken;
            _left -= taken;
            count -= taken;
        }
    }

    /// <summary>Where the next values repeat one value, how many do, at most the maximum; they are not passed over.</summary>
    public int PeekRepeated(int max, out int value)
    {
        if (_left == 0)
            NextRun();
        value = _repeated;
        return _isPacked ? 0 : Math.Min(_left, max);
    }

    /// <summary>Reads the next values, each one bit wide.</summary>
    /// <returns>How many are set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int ReadBits(Span<bool> destination)
    {
        var ones = 0;
        while (!destination.IsEmpty)
        {
            if (_left == 0)
                NextRun();
            var count = Math.Min(_left, destination.Length);
            if (_isPacked)
            {
                Prepare(count);
                ones += BitUnpacker.Expand(_bytes, ((long)_packedStart * 8) + _packedTaken, destination[..count]);
                _packedTaken += count;
            }
            else
            {
                destination[..count].Fill(_repeated != 0);
                ones += _repeated != 0 ? count : 0;
            }
            _left -= count;
            destination = destination[count..];
        }
        return ones;
    }

    /// <summary>Passes over the next values, each one bit wide.</summary>
    /// <returns>How many are set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int CountBits(int count)
    {
        var ones = 0;
        while (count > 0)
        {
            if (_left == 0)
                NextRun();
            var taken = Math.Min(_left, count);
            if (_isPacked)
            {
                Prepare(taken);
                ones += BitUnpacker.CountOnes(_bytes, ((long)_packedStart * 8) + _packedTaken, taken);
                _packedTaken += taken;
            }
            else
            {
                ones += _repeated != 0 ? taken : 0;
            }
            _left -= taken;
            count -= taken;
        }
        return ones;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadPacked(Span<int> destination)
    {
        Prepare(destination.Length);
        // Groups of eight start at a byte; a read that starts inside a group takes its rest from a copy.
        var inside = _packedTaken & 7;
        if (inside != 0)
        {
            Span<int> group = stackalloc int[8];
            var known = Math.Min(8, inside + destination.Length);
            BitUnpacker.Unpack(_bytes, PackedByte(_packedTaken - inside), _width, group[..known]);
            var count = known - inside;
            group.Slice(inside, count).CopyTo(destination);
            destination = destination[count..];
            _packedTaken += count;
        }
        if (destination.IsEmpty)
            return;
        BitUnpacker.Unpack(_bytes, PackedByte(_packedTaken), _width, destination);
        _packedTaken += destination.Length;
    }

    /// <summary>Makes the bytes of the next packed values ready.</summary>
    private void Prepare(int count) => _pending?.Advance((int)Math.Min(_end, _packedStart + ((((long)_packedTaken + count) * _width) >> 3) + 1));

    private int PackedByte(int value) => _packedStart + (int)((long)value * _width >> 3);

    /// <summary>Reads headers until a run has values. Each takes a byte at least, so this ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void NextRun()
    {
        while (_left == 0)
        {
            if (_position >= _end)
            {
                if (_width != 0)
                    throw new PageFormatException("levels or codes end before the last value");
                // Values without bits are all zero, and some writers leave their runs out.
                (_left, _isPacked, _repeated) = (int.MaxValue, false, 0);
                return;
            }
            // A header, and the value of a repetition.
            _pending?.Advance(Math.Min(_end, _position + 9));
            var header = ReadHeader();
            _isPacked = (header & 1) != 0;
            if (_isPacked)
                StartPacked(header >> 1);
            else
                StartRepeated(header >> 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StartPacked(uint groups)
    {
        _packedStart = _position;
        _packedTaken = 0;
        var bytes = (long)groups * _width;
        var values = (long)groups * 8;
        if (bytes > _end - _position)
        {
            // The padding of the last group may be cut off; what is there counts.
            bytes = _end - _position;
            values = bytes * 8 / _width;
        }
        _position += (int)bytes;
        _left = (int)Math.Min(values, int.MaxValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StartRepeated(uint count)
    {
        var bytes = (_width + 7) >> 3;
        if (bytes > _end - _position)
            throw new PageFormatException("levels or codes end within a run");
        var value = 0;
        for (var i = 0; i < bytes; i++)
            value |= _bytes[_position + i] << (8 * i);
        // The value fills whole bytes, so it may have bits that packed values can't have: codes are only checked where packed ones can be wrong.
        if (_width < 32 && value >> _width != 0)
            throw new PageFormatException($"the value {value} is repeated where values have {_width} bits");
        _position += bytes;
        _repeated = value;
        _left = (int)Math.Min(count, int.MaxValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint ReadHeader()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (_position >= _end)
                throw new PageFormatException("levels or codes end within the header of a run");
            var next = _bytes[_position++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new PageFormatException("the header of a run has more than five bytes");
    }
}
