using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>An aggregate of each group, by the groups' numbers. Not thread-safe; parallel tasks each have their own, merged in the order of tasks.</summary>
public abstract class GroupState
{
    private readonly ScalarEvaluator? _argument;
    private long[] _counts = [];

    private protected GroupState(GroupAggregate aggregate, Schema schema)
    {
        Aggregate = aggregate;
        _argument = aggregate.Argument is { } argument ? new(argument, schema) : null;
    }

    /// <summary>The aggregate.</summary>
    public GroupAggregate Aggregate { get; }

    /// <summary>Per group the number counted, or of the values that aren't null.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    private protected Span<long> OwnCounts => _counts;

    /// <summary>Starts an aggregate of no groups.</summary>
    /// <exception cref="KartothekException">The schema lacks a column that the argument names (<see cref="ErrorKind.Invalid"/>).</exception>
    public static GroupState Create(GroupAggregate aggregate, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        ArgumentNullException.ThrowIfNull(schema);
        return aggregate.Kind switch
        {
            GroupAggregateKind.Count or GroupAggregateKind.CountWhere => new CountGroups(aggregate, schema),
            GroupAggregateKind.CountDistinct => new DistinctGroups(aggregate, schema),
            GroupAggregateKind.Sum => Sum(aggregate, schema),
            _ => Extreme(aggregate, schema),
        };
    }

    /// <summary>Adds the rows of a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="rows">The group of each row.</param>
    internal void Accumulate(Block block, GroupRows rows)
    {
        Reserve(rows.Count);
        if (_argument is null) rows.AddTo(_counts);
        else Add(_argument.Evaluate(block), rows);
    }

    /// <summary>Adds another state of the same aggregate, whose rows come later.</summary>
    /// <param name="later">The other state.</param>
    /// <param name="groups">The group here of each of its groups.</param>
    /// <param name="count">The number of groups here.</param>
    public void Merge(GroupState later, ReadOnlySpan<int> groups, int count)
    {
        ArgumentNullException.ThrowIfNull(later);
        Reserve(count);
        MergeGroups(later, groups);
    }

    /// <summary>
    /// Per group the sum (<see cref="long"/> of integers, <see cref="double"/> of floats in the order of rows, unscaled <see cref="Int128"/> of decimals), or the extreme in
    /// the argument's type, null where there are no values. Counts have no values but <see cref="Counts"/>.
    /// </summary>
    public virtual Vector Values(int count) => throw new InvalidOperationException($"'{Aggregate}' has nothing but counts.");

    /// <summary>Whether a group's sum, and each sum of its first rows on the way to it, is certainly exact and within bounds. False where that isn't known.</summary>
    public virtual bool IsWithin(int group, long min, long max) => true;

    private protected virtual void Reserve(int count) => Grow(ref _counts, count);

    private protected abstract void Add(Vector values, GroupRows rows);

    private protected abstract void MergeGroups(GroupState later, ReadOnlySpan<int> groups);

    /// <summary>Adds the other state's counts to this one's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected void MergeCounts(GroupState later, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < groups.Length; i++) _counts[groups[i]] += later._counts[i];
    }

    /// <summary>Makes room for so many groups.</summary>
    private protected static void Grow<T>(ref T[] array, int count)
    {
        if (array.Length < count) Array.Resize(ref array, Math.Max(count, Math.Max(16, 2 * array.Length)));
    }

    private static GroupState Sum(GroupAggregate aggregate, Schema schema) => aggregate.Argument!.Type.Storage switch
    {
        ColumnStorage.Int128 => new DecimalSumGroups<Int128>(aggregate, schema),
        ColumnStorage.Int64 when aggregate.Argument.Type.Kind == ColumnKind.Decimal => new DecimalSumGroups<long>(aggregate, schema),
        ColumnStorage.Int32 => new IntegerSumGroups<int>(aggregate, schema),
        ColumnStorage.UInt32 => new IntegerSumGroups<uint>(aggregate, schema),
        ColumnStorage.Int64 => new IntegerSumGroups<long>(aggregate, schema),
        ColumnStorage.UInt64 => new IntegerSumGroups<ulong>(aggregate, schema),
        ColumnStorage.Float => new FloatSumGroups<float>(aggregate, schema),
        _ => new FloatSumGroups<double>(aggregate, schema),
    };

    private static GroupState Extreme(GroupAggregate aggregate, Schema schema) => aggregate.Argument!.Type.Storage switch
    {
        ColumnStorage.Boolean => new ExtremeGroups<bool>(aggregate, schema),
        ColumnStorage.Int32 => new ExtremeGroups<int>(aggregate, schema),
        ColumnStorage.UInt32 => new ExtremeGroups<uint>(aggregate, schema),
        ColumnStorage.Int64 => new ExtremeGroups<long>(aggregate, schema),
        ColumnStorage.UInt64 => new ExtremeGroups<ulong>(aggregate, schema),
        ColumnStorage.Float => new ExtremeGroups<float>(aggregate, schema),
        ColumnStorage.Double => new ExtremeGroups<double>(aggregate, schema),
        _ => new ExtremeGroups<Int128>(aggregate, schema),
    };
}
