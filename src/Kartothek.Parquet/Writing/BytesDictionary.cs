using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Parquet;

/// <summary>The distinct values of a chunk's texts or binary values, numbered in the order in which they come.</summary>
internal struct BytesDictionary
{
    private const int MinLog = 6;

    /// <summary>The code of an entry plus one, or 0, in the upper half; the lower half of the entry's hash below.</summary>
    private WriteBuffer<ulong> _slots;
    private WriteBuffer<byte> _bytes;
    private WriteBuffer<int> _ends;
    private int _log;

    /// <summary>Distinct values.</summary>
    public readonly int Count => _ends.Count;

    /// <summary>Bytes of all entries.</summary>
    public readonly int ByteCount => _bytes.Count;

    /// <summary>Memory taken.</summary>
    public readonly long HeldBytes => _slots.HeldBytes + _bytes.HeldBytes + _ends.HeldBytes;

    /// <summary>An entry.</summary>
    public readonly ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var start = code == 0 ? 0 : _ends.Span[code - 1];
            return _bytes.Span[start.._ends.Span[code]];
        }
    }

    /// <summary>The code of a value, new or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CodeOf(ReadOnlySpan<byte> value)
    {
        if (2L * Count >= _slots.Count)
            Grow();
        var hash = Hash(value);
        var slots = _slots.Span;
        var mask = slots.Length - 1;
        for (var slot = (int)(hash >> (64 - _log)); ; slot = (slot + 1) & mask)
        {
            var found = slots[slot];
            if (found == 0)
                return Add(value, hash, slot);
            if ((uint)found == (uint)hash)
            {
                var code = (int)(found >> 32) - 1;
                if (this[code].SequenceEqual(value))
                    return code;
            }
        }
    }

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Free()
    {
        _slots.Free();
        _bytes.Free();
        _ends.Free();
        _log = 0;
    }

    private int Add(ReadOnlySpan<byte> value, ulong hash, int slot)
    {
        var code = Count;
        _bytes.Append(value);
        _ends.Append([_bytes.Count]);
        _slots.Span[slot] = ((ulong)(code + 1) << 32) | (uint)hash;
        return code;
    }

    /// <summary>Head, tail and length of short values; of long ones every eighth byte's word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ReadOnlySpan<byte> value)
    {
        const ulong K = 0x9E37_79B9_7F4A_7C15;
        ref var start = ref MemoryMarshal.GetReference(value);
        var length = value.Length;
        if (length >= 8)
        {
            var hash = (ulong)length;
            for (var i = 0; i < length - 8; i += 8)
                hash = BitOperations.RotateLeft((hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, i))) * K, 29);
            return Finish((hash ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, length - 8))) * K);
        }
        if (length >= 4)
            return Finish(((ulong)Unsafe.ReadUnaligned<uint>(ref start) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, length - 4)) << 32)) * K ^ (ulong)length);
        if (length == 0)
            return Finish(K);
        return Finish(((ulong)start | ((ulong)Unsafe.Add(ref start, length >> 1) << 8) | ((ulong)Unsafe.Add(ref start, length - 1) << 16) | ((ulong)length << 24)) * K);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong hash) => (hash ^ (hash >> 32)) * 0xC2B2_AE3D_27D4_EB4F;

    private void Grow()
    {
        _log = Math.Max(MinLog, _log + 1);
        var old = _slots;
        _slots = default;
        var slots = _slots.Extend(1 << _log);
        slots.Clear();
        var mask = slots.Length - 1;
        for (var code = 0; code < Count; code++)
        {
            var hash = Hash(this[code]);
            var slot = (int)(hash >> (64 - _log));
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = ((ulong)(code + 1) << 32) | (uint)hash;
        }
        old.Free();
    }
}
