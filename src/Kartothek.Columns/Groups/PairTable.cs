using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Numbers pairs of small numbers in the order of their first occurrence.</summary>
/// <remarks>
/// As long as the product of both ranges is at most 64 Ki the pair is an index into an array, which is made anew when a range doubles;
/// behind that pairs are hashed.
/// </remarks>
internal sealed class PairTable
{
    private const int MaxIndexed = 1 << 16;

    /// <summary>Rows that are looked at one by one where a new pair was met.</summary>
    private const int NewRows = 16;

    private int[] _firsts = new int[16];
    private int[] _seconds = new int[16];
    private int[] _slots = [];
    private int _firstRange;
    private int _secondBits;
    private bool _isHashed;

    /// <summary>The number of distinct pairs.</summary>
    internal int Count { get; private set; }

    /// <summary>The first halves of the pairs, by their numbers.</summary>
    internal ReadOnlySpan<int> Firsts => _firsts.AsSpan(0, Count);

    /// <summary>The second halves of the pairs, by their numbers.</summary>
    internal ReadOnlySpan<int> Seconds => _seconds.AsSpan(0, Count);

    /// <summary>Replaces the first halves of pairs by the pairs' numbers.</summary>
    /// <param name="firsts">In: first halves, out: numbers.</param>
    /// <param name="seconds">The second halves.</param>
    /// <param name="firstCount">First halves are less.</param>
    /// <param name="secondCount">Second halves are less.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Number(Span<int> firsts, ReadOnlySpan<int> seconds, int firstCount, int secondCount)
    {
        Reserve(firstCount, secondCount);
        if (_isHashed)
        {
            for (var i = 0; i < firsts.Length; i++) firsts[i] = Find(firsts[i], seconds[i]);
            return;
        }
        GroupLoops.Combine(firsts, seconds, _secondBits);
        var slots = _slots;
        for (var i = 0; i < firsts.Length;)
        {
            i += GroupLoops.Map(slots, firsts[i..], firsts[i..]);
            for (var end = Math.Min(firsts.Length, i + NewRows); i < end; i++)
            {
                ref var number = ref slots[firsts[i]];
                if (number < 0) number = Append(firsts[i] >> _secondBits, seconds[i]);
                firsts[i] = number;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reserve(int firstCount, int secondCount)
    {
        if (_isHashed || (firstCount <= _firstRange && secondCount <= 1 << _secondBits && _slots.Length > 0)) return;
        _firstRange = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(firstCount, _firstRange));
        _secondBits = Math.Max(_secondBits, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(secondCount, 1))));
        _isHashed = ((long)_firstRange << _secondBits) > MaxIndexed;
        if (_isHashed)
        {
            Rehash(Math.Max(32, (int)BitOperations.RoundUpToPowerOf2((uint)(4 * Count))));
            return;
        }
        _slots = new int[Math.Max(1, _firstRange) << _secondBits];
        Array.Fill(_slots, -1);
        for (var number = 0; number < Count; number++) _slots[(_firsts[number] << _secondBits) | _seconds[number]] = number;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Find(int first, int second)
    {
        var mask = _slots.Length - 1;
        for (var slot = Start(first, second, mask); ; slot = (slot + 1) & mask)
        {
            var number = _slots[slot];
            if (number >= 0)
            {
                if (_firsts[number] == first && _seconds[number] == second) return number;
                continue;
            }
            number = Append(first, second);
            _slots[slot] = number;
            if (Count * 2 > _slots.Length) Rehash(4 * _slots.Length);
            return number;
        }
    }

    private static int Start(int first, int second, int mask) =>
        (int)(((((ulong)(uint)first << 32) | (uint)second) * 0x9E3779B97F4A7C15) >> 32) & mask;

    private int Append(int first, int second)
    {
        if (Count == _firsts.Length)
        {
            Array.Resize(ref _firsts, 2 * Count);
            Array.Resize(ref _seconds, 2 * Count);
        }
        _firsts[Count] = first;
        _seconds[Count] = second;
        return Count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rehash(int length)
    {
        _slots = new int[length];
        Array.Fill(_slots, -1);
        var mask = length - 1;
        for (var number = 0; number < Count; number++)
        {
            var slot = Start(_firsts[number], _seconds[number], mask);
            while (_slots[slot] >= 0) slot = (slot + 1) & mask;
            _slots[slot] = number;
        }
    }
}
