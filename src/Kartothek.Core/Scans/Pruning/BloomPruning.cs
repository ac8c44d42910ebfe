using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Rules out row groups that surely hold none of the values that a condition asks for, by their bloom filters.</summary>
/// <remarks>Filters answer for conditions that compare a column with values: equality, and a list of them. One request per filter, which is read only where that may pay.</remarks>
internal sealed class BloomPruning
{
    /// <summary>Of a longer list some value may be in the filter by accident; and bounds rule out most of what a list does.</summary>
    private const int MaxValues = 256;

    /// <summary>A smaller filter is one of so few values that the column's dictionary says the same, and is read with the data.</summary>
    private const int MinBytes = 256;

    private readonly ScanTask _task;
    private readonly ImmutableArray<(ColumnScalar Column, object[] Values)> _conditions;

    public BloomPruning(ScanTask task)
    {
        _task = task;
        _conditions = task.UsesBloomFilters ? ConditionsOf(task.Conjuncts, task.Constants) : [];
    }

    /// <summary>The bytes that are read of a row group's filters before its data, at most. Costs no request.</summary>
    public static long BytesOfFilters(RowGroup group, ImmutableArray<Scalar> conjuncts, Schema columns, IReadOnlyDictionary<string, ConstantScalar> constants) =>
        ConditionsOf(conjuncts, constants).Sum(c => BytesOf(group, c.Column, conjuncts, columns));

    /// <summary>Whether a row group's filter is asked about a condition, one of those left to be checked there. Costs no request.</summary>
    public static bool Asks(RowGroup group, Scalar conjunct, ImmutableArray<Scalar> conjuncts, Schema columns, IReadOnlyDictionary<string, ConstantScalar> constants) =>
        ConditionsOf([conjunct], constants) is [var condition] && BytesOf(group, condition.Column, conjuncts, columns) > 0;

    /// <summary>Whether no row of a row group satisfies the conditions.</summary>
    public async ValueTask<bool> RulesOutAsync(IByteSource source, RowGroup group, CancellationToken cancellationToken)
    {
        foreach (var (column, values) in _conditions)
        {
            if (BytesOf(group, column, _task.Conjuncts, _task.Columns) > 0
                && !await BloomFilters.MayContainAsync(source, group, column.Name, column.Type, values, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        return false;
    }

    private static long BytesOf(RowGroup group, ColumnScalar column, ImmutableArray<Scalar> conjuncts, Schema columns)
    {
        var bytes = BloomFilters.BytesToRead(group, column.Name, column.Type);
        return bytes >= MinBytes && bytes < group.BytesToScan(conjuncts.SelectMany(c => c.ColumnNames()), columns.Fields.Select(f => f.Name)) ? bytes : 0;
    }

    private static ImmutableArray<(ColumnScalar Column, object[] Values)> ConditionsOf(ImmutableArray<Scalar> conjuncts, IReadOnlyDictionary<string, ConstantScalar> constants) =>
        conjuncts.IsEmpty ? [] : [.. conjuncts.Select(ConditionOf).OfType<(ColumnScalar Column, object[])>().Where(c => !constants.ContainsKey(c.Column.Name))];

    private static (ColumnScalar Column, object[] Values)? ConditionOf(Scalar conjunct) => conjunct switch
    {
        ComparisonScalar { Operator: ComparisonOperator.Equal, Left: ColumnScalar column, Right: ConstantScalar { Value: { } value } } => (column, [value]),
        ComparisonScalar { Operator: ComparisonOperator.Equal, Left: ConstantScalar { Value: { } value }, Right: ColumnScalar column } => (column, [value]),
        InScalar { Operand: ColumnScalar column, Values: { Length: <= MaxValues } values } when !values.Contains(null) => (column, [.. values.OfType<object>()]),
        _ => null,
    };
}
