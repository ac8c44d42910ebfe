using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Parquet;

/// <summary>The least and the greatest of numbers, in the order of their type; NaN is left out.</summary>
/// <typeparam name="N">int, uint, long, ulong, float, double or Int128.</typeparam>
internal struct Extremes<N>
    where N : unmanaged, INumber<N>
{
    /// <summary>Whether there is any number.</summary>
    public bool Any { get; private set; }

    /// <summary>The least.</summary>
    public N Min { get; private set; }

    /// <summary>The greatest.</summary>
    public N Max { get; private set; }

    /// <summary>Takes numbers in.</summary>
    public void Add(ReadOnlySpan<N> values)
    {
        if (values.IsEmpty)
            return;
        var (min, max) = Find(values);
        // Both are NaN as soon as one value is.
        if (N.IsNaN(min) || N.IsNaN(max))
        {
            foreach (var value in values)
            {
                if (!N.IsNaN(value))
                    Add(value, value);
            }
            return;
        }
        Add(min, max);
    }

    /// <summary>Takes the extremes of other numbers in.</summary>
    public void Add(in Extremes<N> other)
    {
        if (other.Any)
            Add(other.Min, other.Max);
    }

    private void Add(N min, N max)
    {
        (Min, Max) = Any ? (N.Min(Min, min), N.Max(Max, max)) : (min, max);
        Any = true;
    }

    private static (N Min, N Max) Find(ReadOnlySpan<N> values)
    {
        var (min, max) = (values[0], values[0]);
        var i = 0;
        if (Vector256.IsHardwareAccelerated && Vector256<N>.IsSupported && values.Length >= 2 * Vector256<N>.Count)
        {
            ref var start = ref MemoryMarshal.GetReference(values);
            var least = Vector256.LoadUnsafe(ref start);
            var greatest = least;
            for (i = Vector256<N>.Count; i <= values.Length - Vector256<N>.Count; i += Vector256<N>.Count)
            {
                var next = Vector256.LoadUnsafe(ref start, (nuint)i);
                least = Vector256.Min(least, next);
                greatest = Vector256.Max(greatest, next);
            }
            for (var lane = 0; lane < Vector256<N>.Count; lane++)
                (min, max) = (N.Min(min, least[lane]), N.Max(max, greatest[lane]));
        }
        for (; i < values.Length; i++)
            (min, max) = (N.Min(min, values[i]), N.Max(max, values[i]));
        return (min, max);
    }
}
