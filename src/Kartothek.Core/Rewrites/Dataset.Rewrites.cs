using System.Collections.Immutable;
using Kartothek.Columns;

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
    public ValueTask<RewriteReport> DeleteRowsAsync(RowFilter filter, RewriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return RewriteCommit.ChangeAsync(this, filter, [], options ?? new(), cancellationToken);
    }

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
        RowFilter? filter, ImmutableArray<ColumnSetter> setters, RewriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (setters.IsDefaultOrEmpty)
        {
            throw CoreErrors.SettersMissing(Uuid);
        }
        if (setters.GroupBy(s => s.Column, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw CoreErrors.SetterTwice(Uuid, twice.Key);
        }
        return RewriteCommit.ChangeAsync(this, filter ?? RowFilter.All, setters, options ?? new(), cancellationToken);
    }

    /// <summary>Puts rows by key: rows of the dataset with a key of the new ones take their values, the other new rows are inserted, in one commit.</summary>
    /// <param name="rows">The new rows. They have all key columns and all partition columns, and may lack others: a row whose key is there keeps what it has in these, an inserted one is null.</param>
    /// <param name="keyColumns">The columns whose values together name a row.</param>
    /// <param name="options">Parallelism and progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// The keys of the new rows are held in memory, the rows aren't. Files that can't hold any of them, by keys, indices or statistics, stay as they are; those of the others in which
    /// a key is found lose these rows and are rewritten as <see cref="DeleteRowsAsync"/> does it. All new rows go to new files, behind the others. Where several rows of the dataset have one
    /// key, one is left. Files that others have added by the time of the commit are looked at, too.
    /// </remarks>
    /// <exception cref="KartothekException">Two new rows have the same key, or one has null or NaN in a key column (<see cref="ErrorKind.Invalid"/>); nothing was changed.</exception>
    /// <inheritdoc cref="DeleteRowsAsync"/>
    public ValueTask<RewriteReport> UpsertAsync(
        BlockSource rows, ImmutableArray<string> keyColumns, RewriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return RewriteCommit.UpsertAsync(this, rows, keyColumns, options ?? new(), cancellationToken);
    }

    /// <summary>Merges small files, splits large ones, sorts rows, or partitions them by other columns, in one commit. The rows stay the same.</summary>
    /// <param name="options">What is to be done; null merges small files and splits large ones.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// Rows that others append meanwhile stay as they were appended, unless the partition columns change. Where another writer removed or rewrote a file that is
    /// compacted, its partition key is worked on anew. Where there is nothing to do, no commit is made. A listing or one request per file for sizes.
    /// </remarks>
    /// <returns>What was done. This snapshot doesn't change.</returns>
    public ValueTask<RewriteReport> CompactAsync(CompactOptions? options = null, CancellationToken cancellationToken = default) =>
        RewriteCommit.CompactAsync(this, options ?? new(), cancellationToken);
}
