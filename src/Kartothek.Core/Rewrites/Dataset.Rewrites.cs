using System.Collections.Immutable;

namespace Kartothek.Core;

/// <content>Row-level operations: files that hold rows in question are rewritten, in one commit.</content>
public sealed partial class Dataset
{
    /// <summary>Deletes the rows that satisfy a filter, in one commit.</summary>
    /// <param name="filter">The rows.</param>
    /// <param name="options">Parallelism and progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// <para>Works on the dataset as it is when the commit is made, not on this snapshot: rows that others have appended meanwhile are deleted, too, where they satisfy the filter.
    /// Files that keys, indices and statistics rule out stay as they are; those of which all rows are proven to satisfy the filter are dropped
    /// without reading more than their footers. Of the others each is read, and rewritten where a row satisfies the filter: with its own columns and types, those
    /// included that the dataset's schema doesn't have, its codec and its size of row groups, and its rows in their order.</para>
    /// <para>Where nothing satisfies the filter, no commit is made.</para>
    /// </remarks>
    /// <returns>What was done. This snapshot doesn't change.</returns>
    public ValueTask<RewriteReport> DeleteRowsAsync(RowFilter filter, RewriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Gives columns new values in the rows that satisfy a filter, in one commit.</summary>
    /// <param name="filter">The rows; null for all.</param>
    /// <param name="setters">The columns and their values; each column once.</param>
    /// <param name="options">Parallelism and progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// Files are chosen and rewritten as <see cref="DeleteRowsAsync"/> does it. A column that is set has the type of the file where a constant fits
    /// it; else the one that holds the values of both the file's and the dataset's type. A column that the file lacks is added to it. Rows whose
    /// partition columns change move to new files in the partitions of their new values.
    /// </remarks>
    /// <inheritdoc cref="DeleteRowsAsync"/>
    public ValueTask<RewriteReport> UpdateRowsAsync(
        RowFilter? filter, ImmutableArray<ColumnSetter> setters, RewriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
