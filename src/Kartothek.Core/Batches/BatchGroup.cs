using System.Collections.Immutable;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The rows that have one tuple of values in the columns that a dataset is read in groups by.</summary>
public sealed class BatchGroup
{
    private readonly Func<CancellationToken, IAsyncEnumerable<RecordBatch>> _read;

    internal BatchGroup(ImmutableArray<string> columns, ImmutableArray<ConstantScalar> values, int fileCount, Func<CancellationToken, IAsyncEnumerable<RecordBatch>> read)
    {
        Columns = columns;
        Values = values;
        FileCount = fileCount;
        _read = read;
    }

    /// <summary>The columns, as they were given.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The value of each of the columns in the rows of this group. Never null: rows with a null there belong to no group.</summary>
    public ImmutableArray<ConstantScalar> Values { get; }

    /// <summary>How many files may hold rows of the group.</summary>
    public int FileCount { get; }

    /// <summary>Reads the rows of the group that satisfy the predicate, in the order of the header. May give no batch: that several files' values occur doesn't say that they occur in one row.</summary>
    /// <returns>Batches that belong to the caller, who disposes them.</returns>
    public IAsyncEnumerable<RecordBatch> ReadBatchesAsync(CancellationToken cancellationToken = default) => _read(cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Columns.Zip(Values, (c, v) => $"{c} = {v}"));
}
