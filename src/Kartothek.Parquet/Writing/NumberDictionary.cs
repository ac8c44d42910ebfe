using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kartothek.Parquet;

/// <summary>The distinct values of a chunk's numbers, told apart by their bits, numbered in the order in which they come.</summary>
/// <typeparam name="T">int, long or Int128.</typeparam>
internal struct NumberDictionary<T>
    where T : unmanaged, IBinaryInteger<T>
{
    private const int MinLog = 7;

    /// <summary>The code of an entry plus one; 0 where there is none. At most half of them are taken.</summary>
    private WriteBuffer<int> _slots;
    private WriteBuffer<T> _entries;
    private int _log;

    /// <summary>Distinct values.</summary>
    public readonly int Count => _entries.Count;

    /// <summary>Memory taken.</summary>
    public readonly long HeldBytes => _slots.HeldBytes + _entries.HeldBytes;

    /// <summary>The values in the order of their codes.</summary>
    public readonly ReadOnlySpan<T> Entries => _entries.Span;

    /// <summary>The code of each value, new or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Encode(ReadOnlySpan<T> values, Span<int> codes)
    {
        // Room for all of them, so that the loop needn't look after it.
        Reserve(values.Length);
        ref var slots = ref MemoryMarshal.GetReference(_slots.Span);
        var count = _entries.Count;
        ref var entries = ref MemoryMarshal.GetReference(_entries.Extend(values.Length));
        entries = ref Unsafe.Subtract(ref entries, count);
        var mask = (1 << _log) - 1;
        var shift = 64 - _log;
        codes = codes[..values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var slot = (int)(Hash(value) >> shift);
            int code;
            while ((code = Unsafe.Add(ref slots, slot) - 1) >= 0 && Unsafe.Add(ref entries, code) != value)
                slot = (slot + 1) & mask;
            if (code < 0)
            {
                code = count++;
                Unsafe.Add(ref entries, code) = value;
                Unsafe.Add(ref slots, slot) = code + 1;
            }
            codes[i] = code;
        }
        _entries.Truncate(count);
    }

    /// <summary>Starts anew; the memory goes back.</summary>
    public void Free()
    {
        _slots.Free();
        _entries.Free();
        _log = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(T value)
    {
        var bits = ulong.CreateTruncating(value);
        if (Unsafe.SizeOf<T>() == 16)
            bits ^= ulong.CreateTruncating(value >> 64) * 0xC2B2_AE3D_27D4_EB4F;
        // The product's high bits depend on all bits below; the numbers that doubles hold have theirs at the top.
        if (Unsafe.SizeOf<T>() >= 8)
            bits ^= bits >> 32;
        return bits * 0x9E37_79B9_7F4A_7C15;
    }

    private void Reserve(int more)
    {
        var needed = 2L * (_entries.Count + more);
        if (_log > 0 && needed <= 1L << _log)
            return;
        // Tables of the size that the values of one call could take are for those calls that need them.
        _log = Math.Max(MinLog, 64 - BitOperations.LeadingZeroCount((ulong)needed - 1));
        _slots.Free();
        var slots = _slots.Extend(1 << _log);
        slots.Clear();
        var entries = _entries.Span;
        var mask = slots.Length - 1;
        for (var code = 0; code < entries.Length; code++)
        {
            var slot = (int)(Hash(entries[code]) >> (64 - _log));
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = code + 1;
        }
    }
}
