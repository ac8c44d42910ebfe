using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The partitions whose key satisfies a predicate over partition columns. Exact: all rows of a file have the values of its key.</summary>
internal sealed class PredicateScope : FileScope
{
    private readonly Scalar _predicate;
    private readonly Schema _columns;

    /// <summary>Checks the predicate against the columns of a dataset.</summary>
    /// <exception cref="KartothekException">It is no predicate, or reads a column that isn't a partition column.</exception>
    public PredicateScope(Dataset dataset, Scalar predicate)
    {
        if (predicate.Type.Kind != ColumnKind.Boolean)
        {
            throw CoreErrors.PredicateType(predicate);
        }
        var columns = new Dictionary<string, ColumnScalar>(StringComparer.Ordinal);
        Collect(dataset, predicate, columns);
        _predicate = predicate;
        _columns = new Schema(columns.Values.Select(c => new Field(c.Name, c.Type)));
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<int>> SelectAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var count = dataset.Header.Partitions.Length;
        // Over all partitions of the header, not only those that have a file of the table.
        var keys = new PartitionKeys(dataset.Keys.Columns, [.. Enumerable.Range(0, count)]);
        if (_columns.Fields.IsEmpty)
        {
            var all = new ScalarEvaluator(_predicate, _columns).Test(new Block(_columns, []) { Length = 1 })[0];
            return new(all ? [.. Enumerable.Range(0, count)] : ImmutableArray<int>.Empty);
        }
        var blocks = keys.Blocks(_columns) ?? throw CoreErrors.ScopeTypeDoesNotFit(dataset.Uuid, _predicate);
        var evaluator = new ScalarEvaluator(_predicate, _columns);
        var chosen = new List<int>();
        foreach (var block in blocks)
        {
            var holds = evaluator.Test(block);
            for (var row = 0; row < block.Length; row++)
            {
                if (holds[row])
                {
                    chosen.Add((int)block.FirstRow + row);
                }
            }
        }
        return new(chosen);
    }

    /// <inheritdoc/>
    public override string ToString() => _predicate.ToString();

    private static void Collect(Dataset dataset, Scalar scalar, Dictionary<string, ColumnScalar> columns)
    {
        if (scalar is ColumnScalar column)
        {
            if (!dataset.Schema.TryGet(column.Name, out var field))
            {
                throw CoreErrors.ColumnNotFound(dataset, column.Name);
            }
            if (!dataset.PartitionColumns.Contains(column.Name))
            {
                throw CoreErrors.ScopeNeedsRows(dataset, column.Name);
            }
            if (!ValueConversion.IsFamily(field.Type, column.Type) || (columns.TryGetValue(column.Name, out var other) && other.Type != column.Type))
            {
                throw CoreErrors.ColumnKind(dataset, field, column.Type);
            }
            columns[column.Name] = column;
        }
        foreach (var operand in scalar.Operands)
        {
            Collect(dataset, operand, columns);
        }
    }
}
