using System.Collections.Concurrent;
using System.Collections.Frozen;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Judges one condition by what schema, keys and statistics say of its columns. Made once per plan; safe for use by several threads.</summary>
internal sealed class StatisticsPruner
{
    private readonly RangePruner _pruner;
    private readonly FrozenDictionary<string, ColumnScalar> _columns;

    private StatisticsPruner(Scalar condition)
    {
        _pruner = new RangePruner(condition);
        var columns = new HashSet<ColumnScalar>();
        Collect(condition, columns);
        // Of a column that is read as two types, nothing is said of either.
        _columns = columns.GroupBy(c => c.Name).Where(g => g.Count() == 1).ToFrozenDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
        ColumnNames = [.. columns.Select(c => c.Name).Distinct()];
    }

    /// <summary>The columns of the condition.</summary>
    public string[] ColumnNames { get; }

    /// <summary>The pruner of a condition, from those made before where there is one.</summary>
    public static StatisticsPruner Of(Scalar condition, ConcurrentDictionary<Scalar, StatisticsPruner> made) => made.GetOrAdd(condition, static c => new(c));

    /// <summary>Judges by what is known of the condition's columns, each with the type that the condition reckons with.</summary>
    public Verdict Judge(Func<ColumnScalar, ValueRange?> rangeOf) =>
        _pruner.Evaluate(name => _columns.TryGetValue(name, out var column) ? rangeOf(column) : null);

    private static void Collect(Scalar scalar, HashSet<ColumnScalar> columns)
    {
        if (scalar is ColumnScalar column)
        {
            columns.Add(column);
        }
        foreach (var operand in scalar.Operands)
        {
            Collect(operand, columns);
        }
    }
}
