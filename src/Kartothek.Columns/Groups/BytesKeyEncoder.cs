using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Columns;

/// <summary>Numbers texts and binary values, by their bytes: ordinal equality, as the default comparer of strings has it.</summary>
internal sealed class BytesKeyEncoder(ColumnType type) : KeyEncoder
{
    private byte[] _data = new byte[256];
    private ByteView[] _entries = new ByteView[16];
    private int[] _hashes = new int[16];
    private int[] _slots = Filled(32);
    private int _length;
    private int _count;
    private int _null = -1;

    internal override int Count => _count;

    internal override Vector Entries()
    {
        var entries = new BytesVector(type) { Data = _data.AsSpan(0, _length).ToArray(), Views = _entries.AsSpan(0, _count).ToArray(), Length = _count };
        if (_null >= 0)
        {
            var valid = entries.ResetValid(_count);
            valid.Fill(true);
            valid[_null] = false;
        }
        return entries;
    }

    private protected override int CodeOfNull()
    {
        if (_null < 0) _null = Append([], 0);
        return _null;
    }

    private protected override int CodeOf(Vector flat, int row) => CodeOf(((BytesVector)flat)[row]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void EncodeFlat(Vector flat, Span<int> codes)
    {
        var values = (BytesVector)flat;
        for (var i = 0; i < codes.Length; i++) codes[i] = values.IsNull(i) ? CodeOfNull() : CodeOf(values[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CodeOf(ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        var mask = _slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot];
            if (code >= 0)
            {
                if (_hashes[code] == hash && _data.AsSpan(_entries[code].Offset, _entries[code].Length).SequenceEqual(value)) return code;
                continue;
            }
            code = Append(value, hash);
            _slots[slot] = code;
            if (_count * 2 > _slots.Length) Grow();
            return code;
        }
    }

    // Eight bytes at a time, multiplied and rotated; the length keeps trailing zeros apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Hash(ReadOnlySpan<byte> value)
    {
        var hash = (ulong)value.Length * 0x9E3779B97F4A7C15;
        var words = MemoryMarshal.Cast<byte, ulong>(value);
        foreach (var word in words) hash = BitOperations.RotateLeft((hash ^ word) * 0xC2B2AE3D27D4EB4F, 31);
        ulong rest = 0;
        foreach (var b in value[(8 * words.Length)..]) rest = (rest << 8) | b;
        hash = (hash ^ rest) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 32);
    }

    private int Append(ReadOnlySpan<byte> value, int hash)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
            Array.Resize(ref _hashes, 2 * _count);
        }
        if (_data.Length - _length < value.Length) Array.Resize(ref _data, checked((int)Math.Min(Array.MaxLength, Math.Max(2L * _data.Length, (long)_length + value.Length))));
        value.CopyTo(_data.AsSpan(_length));
        _entries[_count] = new(_length, value.Length);
        _hashes[_count] = hash;
        _length += value.Length;
        return _count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow()
    {
        _slots = Filled(4 * _slots.Length);
        var mask = _slots.Length - 1;
        for (var code = 0; code < _count; code++)
        {
            if (code == _null) continue;
            var slot = _hashes[code] & mask;
            while (_slots[slot] >= 0) slot = (slot + 1) & mask;
            _slots[slot] = code;
        }
    }

    private static int[] Filled(int length)
    {
        var slots = new int[length];
        Array.Fill(slots, -1);
        return slots;
    }
}
