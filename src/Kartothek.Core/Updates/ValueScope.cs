using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The partitions that hold given values of partition columns and indexed columns, as Kartothek's <c>delete_scope</c> has it (format.md 6.6).</summary>
/// <remarks>
/// Indexed columns are judged by their index alone: a file that holds the value in one row is chosen, and one that the index doesn't list isn't. Python ignores
/// columns without index, so that a wrong name chooses everything; here that is an error.
/// </remarks>
internal sealed class ValueScope : FileScope
{
    private readonly PredicateScope _keys;
    private readonly ImmutableArray<KeyValuePair<string, object>> _indexed;
    private readonly string _text;

    /// <summary>Checks columns and values against a dataset.</summary>
    public ValueScope(Dataset dataset, IReadOnlyDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw CoreErrors.ScopeIsEmpty(dataset);
        }
        var keys = new List<Scalar>();
        var texts = new List<string>();
        var indexed = ImmutableArray.CreateBuilder<KeyValuePair<string, object>>();
        foreach (var (column, value) in values)
        {
            if (!dataset.Schema.TryGet(column, out var field))
            {
                throw CoreErrors.ColumnNotFound(dataset, column);
            }
            var isKey = dataset.PartitionColumns.Contains(column);
            if (!isKey && !dataset.Header.Indices.Any(i => i.Column == column))
            {
                throw CoreErrors.ScopeColumnNotIndexed(dataset, column);
            }
            var term = Scalar.Equal(Scalar.Column(field), ScopeValue.Of(field, value));
            texts.Add(term.ToString());
            if (isKey)
            {
                keys.Add(term);
            }
            else
            {
                indexed.Add(new(column, value));
            }
        }
        _keys = new PredicateScope(dataset, keys.Count == 0 ? Scalar.True : Scalar.And(keys));
        _indexed = indexed.DrainToImmutable();
        _text = string.Join(" and ", texts);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<int>> SelectAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var chosen = await _keys.SelectAsync(dataset, cancellationToken).ConfigureAwait(false);
        foreach (var (column, value) in _indexed)
        {
            if (chosen.Count == 0)
            {
                break;
            }
            var listed = await ListedAsync(dataset, column, value, cancellationToken).ConfigureAwait(false);
            chosen = [.. chosen.Where(listed.Contains)];
        }
        return chosen;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static async ValueTask<HashSet<int>> ListedAsync(Dataset dataset, string column, object value, CancellationToken cancellationToken)
    {
        if (!dataset.IndexColumns.Contains(column))
        {
            throw CoreErrors.ScopeColumnNotIndexed(dataset, column);
        }
        await dataset.LoadIndexAsync(column, cancellationToken).ConfigureAwait(false);
        if (!dataset.TryGetIndex(column, out var index) || index is null)
        {
            throw CoreErrors.ScopeIndexNotReadable(dataset, column);
        }
        var field = index.Index.Field;
        var columns = new Schema([field]);
        var evaluator = new ScalarEvaluator(Scalar.Equal(Scalar.Column(field), ScopeValue.Of(field, value)), columns);
        var listed = new HashSet<int>();
        foreach (var block in index.Index.Blocks)
        {
            var holds = evaluator.Test(new Block(columns, block.Columns) { Length = block.Length, FirstRow = block.FirstRow });
            for (var row = 0; row < block.Length; row++)
            {
                if (holds[row])
                {
                    foreach (var file in index.Index.PartitionsOf((int)block.FirstRow + row))
                    {
                        listed.Add(dataset.Header.IndexOf(dataset.Partitions[file].Label));
                    }
                }
            }
        }
        return listed;
    }
}
