using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The distinct values of a chunk's texts or binary values, numbered in the order in which they come.</summary>
internal struct BytesDictionary
{
    private const int MinLog = 7;

    /// <summary>Values up to this length are their own key; of longer ones, whose keys have the top bit, the bytes are compared too.</summary>
    private const int MaxKeyBytes = 7;

    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The code of an entry plus one; 0 where there is none. At most half of them are taken.</summary>
    private WriteBuffer<int> _slots;
    private WriteBuffer<ulong> _keys;
    private WriteBuffer<byte> _bytes;
    private WriteBuffer<int> _ends;
    private int _log;

    /// <summary>Distinct values.</summary>
    public readonly int Count => _ends.Count;

    /// <summary>Bytes of all entries.</summary>
    public readonly int ByteCount => _bytes.Count;

    /// <summary>Memory taken.</summary>
    public readonly long HeldBytes => _slots.HeldBytes + _keys.HeldBytes + _bytes.HeldBytes + _ends.HeldBytes;

    /// <summary>An entry.</summary>
    public readonly ReadOnlySpan<byte> this[int code]
    {
        get
        {
            var ends = _ends.Span;
            var start = code == 0 ? 0 : ends[code - 1];
            return _bytes.Span[start..ends[code]];
        }
    }

    /// <summary>The code of a value, new or not.</summary>
    public int CodeOf(ReadOnlySpan<byte> value)
    {
        Reserve(1);
        return CodeOf(value, KeyOf(value));
    }

    /// <summary>The codes of some rows' values, new or not.</summary>
    /// <param name="data">The bytes that the views point into.</param>
    /// <param name="views">One view per row.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="codes">As many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode(ReadOnlySpan<byte> data, ReadOnlySpan<ByteView> views, ReadOnlySpan<int> rows, Span<int> codes)
    {
        Reserve(rows.Length);
        ref var slots = ref MemoryMarshal.GetReference(_slots.Span);
        var mask = (1 << _log) - 1;
        var shift = 64 - _log;
        var keys = _keys.Span;
        codes = codes[..rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var view = views[rows[i]];
            var value = data.Slice(view.Offset, view.Length);
            // Eight bytes are read at once where there are so many, whatever the value's length.
            var key = view.Length <= MaxKeyBytes && view.Offset <= data.Length - sizeof(ulong)
                ? Short(Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(value)), view.Length)
                : view.Length > MaxKeyBytes ? HashOf(ref MemoryMarshal.GetReference(value), view.Length) : KeyOf(value);
            var slot = (int)(Spread(key) >> shift);
            int code;
            while ((code = Unsafe.Add(ref slots, slot) - 1) >= 0 && (keys[code] != key || ((long)key < 0 && !AreEqual(this[code], value))))
                slot = (slot + 1) & mask;
            if (code < 0)
            {
                code = Add(value, key, slot);
                keys = _keys.Span;
            }
            codes[i] = code;
        }
    }

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Free()
    {
        _slots.Free();
        _keys.Free();
        _bytes.Free();
        _ends.Free();
        _log = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Short(ulong bytes, int length) => (bytes & ((1UL << (8 * length)) - 1)) | ((ulong)length << 56);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spread(ulong key) => (key ^ (key >> 32)) * Multiplier;

    /// <summary>A short value itself with its length; a hash of a longer one, with the top bit.</summary>
    private static ulong KeyOf(ReadOnlySpan<byte> value)
    {
        ref var start = ref MemoryMarshal.GetReference(value);
        var length = value.Length;
        if (length <= MaxKeyBytes)
        {
            var bytes = 0UL;
            for (var i = 0; i < length; i++)
                bytes |= (ulong)value[i] << (8 * i);
            return Short(bytes, length);
        }
        return HashOf(ref start, length);
    }

    /// <summary>The hash of a value of eight bytes at least. Short ones take no loop: parts of them are read twice instead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong HashOf(ref byte start, int length)
    {
        var hash = ((ulong)length ^ Word(ref start, 0)) * Multiplier;
        if (length > 16)
        {
            if (length <= 32)
            {
                hash = BitOperations.RotateLeft((hash ^ Word(ref start, 8)) * Multiplier, 29) ^ (Word(ref start, length - 16) * 0xC2B2_AE3D_27D4_EB4F);
            }
            else
            {
                for (var i = 8; i < length - 8; i += 8)
                    hash = BitOperations.RotateLeft((hash ^ Word(ref start, i)) * Multiplier, 29);
            }
        }
        hash = (BitOperations.RotateLeft(hash, 31) ^ Word(ref start, length - 8)) * Multiplier;
        return (hash ^ (hash >> 32)) | (1UL << 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte start, int offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, offset));

    /// <summary>Whether two values of eight bytes at least, with one hash, are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var length = left.Length;
        if (length != right.Length)
            return false;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        if (length <= 16)
            return ((Word(ref a, 0) ^ Word(ref b, 0)) | (Word(ref a, length - 8) ^ Word(ref b, length - 8))) == 0;
        if (length > 32)
            return left.SequenceEqual(right);
        var head = Vector128.LoadUnsafe(ref a) ^ Vector128.LoadUnsafe(ref b);
        return (head | (Vector128.LoadUnsafe(ref a, (nuint)length - 16) ^ Vector128.LoadUnsafe(ref b, (nuint)length - 16))) == Vector128<byte>.Zero;
    }

    private int CodeOf(ReadOnlySpan<byte> value, ulong key)
    {
        var slots = _slots.Span;
        var keys = _keys.Span;
        var mask = slots.Length - 1;
        for (var slot = (int)(Spread(key) >> (64 - _log)); ; slot = (slot + 1) & mask)
        {
            var code = slots[slot] - 1;
            if (code < 0)
                return Add(value, key, slot);
            if (keys[code] == key && ((long)key >= 0 || AreEqual(this[code], value)))
                return code;
        }
    }

    private int Add(ReadOnlySpan<byte> value, ulong key, int slot)
    {
        var code = Count;
        _bytes.Append(value);
        _ends.Append([_bytes.Count]);
        _keys.Append([key]);
        _slots.Span[slot] = code + 1;
        return code;
    }

    private void Reserve(int more)
    {
        var needed = 2L * (Count + more);
        if (_log > 0 && needed <= 1L << _log)
            return;
        _log = Math.Max(MinLog, 64 - BitOperations.LeadingZeroCount((ulong)needed - 1));
        _slots.Free();
        var slots = _slots.Extend(1 << _log);
        slots.Clear();
        var keys = _keys.Span;
        var mask = slots.Length - 1;
        for (var code = 0; code < keys.Length; code++)
        {
            var slot = (int)(Spread(keys[code]) >> (64 - _log));
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = code + 1;
        }
    }
}
