using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Counts, sums and averages of groups as arrays of their C# types, with the values that <see cref="Enumerable"/> gives.</summary>
internal static class GroupNumbers
{
    /// <summary>One value per group.</summary>
    /// <exception cref="GroupsNeedRowsException">Some value isn't LINQ's for certain, or LINQ throws for it.</exception>
    public static Array Of(GroupValue value, GroupState state, int count)
    {
        if (value.Aggregate.Kind != GroupAggregateKind.Sum) return Counts(value.ResultType, state.Counts[..count]);
        var type = Nullable.GetUnderlyingType(value.ResultType) ?? value.ResultType;
        var isNullable = type != value.ResultType;
        var counts = state.Counts[..count];
        if (value.IsAverage && !isNullable && counts.Contains(0)) throw new GroupsNeedRowsException();
        // An average of integers sums them in 64 bits.
        var (min, max) = type == typeof(int) ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        for (var group = 0; group < count; group++)
        {
            if (!state.IsWithin(group, min, max)) throw new GroupsNeedRowsException();
        }
        var scale = value.Aggregate.Argument!.Type.Scale;
        return (state.Values(count), Type.GetTypeCode(type)) switch
        {
            (FlatVector<long> sums, TypeCode.Int32) => Finish(sums.Values, counts, static (s, _) => (int)s, isNullable, value.IsAverage),
            (FlatVector<long> sums, TypeCode.Int64) => Finish(sums.Values, counts, static (s, _) => s, isNullable, value.IsAverage),
            (FlatVector<long> sums, _) => Finish(sums.Values, counts, static (s, n) => (double)s / n, isNullable, value.IsAverage),
            (FlatVector<double> sums, TypeCode.Single) when value.IsAverage => Finish(sums.Values, counts, static (s, n) => (float)(s / n), isNullable, true),
            (FlatVector<double> sums, TypeCode.Single) => Finish(sums.Values, counts, static (s, _) => (float)s, isNullable, false),
            (FlatVector<double> sums, _) when value.IsAverage => Finish(sums.Values, counts, static (s, n) => s / n, isNullable, true),
            (FlatVector<double> sums, _) => Finish(sums.Values, counts, static (s, _) => s, isNullable, false),
            (FlatVector<Int128> sums, _) => Finish(sums.Values, counts, (s, n) => Decimal(s, scale, value.IsAverage ? n : 1), isNullable, value.IsAverage),
            var (other, _) => throw new InvalidOperationException($"No sum is made of {other}."),
        };
    }

    private static Array Counts(Type type, ReadOnlySpan<long> counts)
    {
        if (type == typeof(long)) return counts.ToArray();
        var numbers = new int[counts.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = checked((int)counts[i]);
        return numbers;
    }

    // A sum of no values is 0, an average of none is null.
    private static Array Finish<TSum, T>(TSum[] sums, ReadOnlySpan<long> counts, Func<TSum, long, T> finish, bool isNullable, bool isAverage)
        where T : struct, INumber<T>
    {
        var values = new T[counts.Length];
        for (var group = 0; group < values.Length; group++) values[group] = counts[group] == 0 ? T.Zero : finish(sums[group], counts[group]);
        if (!isNullable) return values;
        var nullable = new T?[values.Length];
        for (var group = 0; group < values.Length; group++) nullable[group] = isAverage && counts[group] == 0 ? null : values[group];
        return nullable;
    }

    private static decimal Decimal(Int128 unscaled, int scale, long count)
    {
        try
        {
            return AggregateValue.Decimal(unscaled, scale) / count;
        }
        catch (OverflowException)
        {
            throw new GroupsNeedRowsException();
        }
    }
}
