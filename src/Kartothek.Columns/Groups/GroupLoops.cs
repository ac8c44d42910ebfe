using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kartothek.Columns;

/// <summary>Loops over the groups of rows.</summary>
/// <remarks>
/// A sum per row of <c>sums[group] += value</c> waits for the store before it where few groups take turns. Few groups are summed by masks instead: all rows are looked at once for each four groups,
/// those of other groups masked out, and nothing is stored on the way.
/// </remarks>
internal static class GroupLoops
{
    /// <summary>Up to so many groups are summed and counted by masks.</summary>
    public const int MaxMasked = 8;

    /// <summary>Adds one per row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<int> groups, Span<int> counts)
    {
        ref var first = ref MemoryMarshal.GetReference(groups);
        var i = 0;
        if (counts.Length == 1)
        {
            counts[0] += groups.Length;
            return;
        }

        if (counts.Length <= MaxMasked && Vector256.IsHardwareAccelerated)
        {
            var end = groups.Length & ~(Vector256<int>.Count - 1);
            for (var group = 0; group < counts.Length; group++)
            {
                var wanted = Vector256.Create(group);
                var sum = Vector256<int>.Zero;
                for (i = 0; i < end; i += Vector256<int>.Count) sum -= Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i), wanted);
                counts[group] += Vector256.Sum(sum);
            }

            i = end;
        }

        for (; i < groups.Length; i++) counts[groups[i]]++;
    }

    /// <summary>Adds each row's value to its group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ReadOnlySpan<int> groups, ReadOnlySpan<double> values, Span<double> sums)
    {
        values = values[..groups.Length];
        var i = 0;
        if (sums.Length <= MaxMasked && Avx512F.IsSupported)
        {
            i = groups.Length & ~(Vector512<double>.Count - 1);
            for (var group = 0; group < sums.Length; group += 4) SumWide(groups[..i], values, sums[group..], group);
        }
        else if (sums.Length <= MaxMasked && Avx2.IsSupported)
        {
            i = groups.Length & ~(Vector256<double>.Count - 1);
            for (var group = 0; group < sums.Length; group += 4) SumNarrow(groups[..i], values, sums[group..], group);
        }

        for (; i < groups.Length; i++) sums[groups[i]] += values[i];
    }

    /// <summary>Sums four groups, of which those behind the last sum have no rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumWide(ReadOnlySpan<int> groups, ReadOnlySpan<double> values, Span<double> sums, int group)
    {
        ref var g = ref MemoryMarshal.GetReference(groups);
        ref var v = ref MemoryMarshal.GetReference(values);
        Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        var group0 = Vector512.Create((long)group);
        var group1 = Vector512.Create((long)group + 1);
        var group2 = Vector512.Create((long)group + 2);
        var group3 = Vector512.Create((long)group + 3);
        for (var i = 0; i < groups.Length; i += Vector512<double>.Count)
        {
            var of = Avx512F.ConvertToVector512Int64(Vector256.LoadUnsafe(ref g, (nuint)i));
            var value = Vector512.LoadUnsafe(ref v, (nuint)i);
            sum0 = Vector512.ConditionalSelect(Vector512.Equals(of, group0).AsDouble(), sum0 + value, sum0);
            sum1 = Vector512.ConditionalSelect(Vector512.Equals(of, group1).AsDouble(), sum1 + value, sum1);
            sum2 = Vector512.ConditionalSelect(Vector512.Equals(of, group2).AsDouble(), sum2 + value, sum2);
            sum3 = Vector512.ConditionalSelect(Vector512.Equals(of, group3).AsDouble(), sum3 + value, sum3);
        }

        sums[0] += Vector512.Sum(sum0);
        if (sums.Length > 1) sums[1] += Vector512.Sum(sum1);
        if (sums.Length > 2) sums[2] += Vector512.Sum(sum2);
        if (sums.Length > 3) sums[3] += Vector512.Sum(sum3);
    }

    /// <summary>The same by half as wide vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumNarrow(ReadOnlySpan<int> groups, ReadOnlySpan<double> values, Span<double> sums, int group)
    {
        ref var g = ref MemoryMarshal.GetReference(groups);
        ref var v = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        var group0 = Vector256.Create((long)group);
        var group1 = Vector256.Create((long)group + 1);
        var group2 = Vector256.Create((long)group + 2);
        var group3 = Vector256.Create((long)group + 3);
        for (var i = 0; i < groups.Length; i += Vector256<double>.Count)
        {
            var of = Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref g, (nuint)i));
            var value = Vector256.LoadUnsafe(ref v, (nuint)i);
            sum0 = Vector256.ConditionalSelect(Vector256.Equals(of, group0).AsDouble(), sum0 + value, sum0);
            sum1 = Vector256.ConditionalSelect(Vector256.Equals(of, group1).AsDouble(), sum1 + value, sum1);
            sum2 = Vector256.ConditionalSelect(Vector256.Equals(of, group2).AsDouble(), sum2 + value, sum2);
            sum3 = Vector256.ConditionalSelect(Vector256.Equals(of, group3).AsDouble(), sum3 + value, sum3);
        }

        sums[0] += Vector256.Sum(sum0);
        if (sums.Length > 1) sums[1] += Vector256.Sum(sum1);
        if (sums.Length > 2) sums[2] += Vector256.Sum(sum2);
        if (sums.Length > 3) sums[3] += Vector256.Sum(sum3);
    }

    /// <summary>Replaces codes by what a table has for them, up to the first group of rows of which one has a negative number there.</summary>
    /// <returns>How many rows were replaced.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Map(ReadOnlySpan<int> table, ReadOnlySpan<int> codes, Span<int> mapped)
    {
        ref var from = ref MemoryMarshal.GetReference(codes);
        ref var to = ref MemoryMarshal.GetReference(mapped[..codes.Length]);
        var i = 0;
        if (Avx512F.IsSupported && table.Length <= Vector512<int>.Count)
        {
            Span<int> padded = stackalloc int[Vector512<int>.Count];
            padded.Clear();
            table.CopyTo(padded);
            var lookUp = Vector512.Create<int>(padded);
            for (; i <= codes.Length - Vector512<int>.Count; i += Vector512<int>.Count)
            {
                var found = Avx512F.PermuteVar16x32(lookUp, Vector512.LoadUnsafe(ref from, (nuint)i));
                if (found.ExtractMostSignificantBits() != 0) return i;
                found.StoreUnsafe(ref to, (nuint)i);
            }
        }
        else if (Avx2.IsSupported && table.Length <= Vector256<int>.Count)
        {
            Span<int> padded = stackalloc int[Vector256<int>.Count];
            padded.Clear();
            table.CopyTo(padded);
            var lookUp = Vector256.Create<int>(padded);
            for (; i <= codes.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                var found = Avx2.PermuteVar8x32(lookUp, Vector256.LoadUnsafe(ref from, (nuint)i));
                if (found.ExtractMostSignificantBits() != 0) return i;
                found.StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < codes.Length; i++)
        {
            var found = table[codes[i]];
            if (found < 0) return i;
            mapped[i] = found;
        }

        return i;
    }

    /// <summary>firsts[i] = firsts[i] &lt;&lt; bits | seconds[i]</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(Span<int> firsts, ReadOnlySpan<int> seconds, int bits)
    {
        ref var first = ref MemoryMarshal.GetReference(firsts);
        ref var second = ref MemoryMarshal.GetReference(seconds[..firsts.Length]);
        var i = 0;
        for (; i <= firsts.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            (Vector256.ShiftLeft(Vector256.LoadUnsafe(ref first, (nuint)i), bits) | Vector256.LoadUnsafe(ref second, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < firsts.Length; i++) firsts[i] = (firsts[i] << bits) | seconds[i];
    }
}
