using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <content>Updates: files added and removed.</content>
public sealed partial class Dataset
{
    /// <summary>Changes the dataset, in one commit: adds rows, removes files, changes metadata, schema and indices.</summary>
    /// <param name="build">Says what is to be done.</param>
    /// <param name="options">Layout of new files, parallelism, progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// <para>Files are written first; then the header is put, under the condition that it is the one that was read. Where another writer was there first, the change is applied
    /// to what that one left, as far as that means the same: appended rows go beside others, what is to be deleted is chosen anew. This snapshot doesn't change: the
    /// new one is in the report.</para>
    /// <para>Requests: one put per new file, a read of the header (and of the schema), one read and one put per index, one put of the header; building an index reads its column from all files.</para>
    /// <para>Where it fails or is cancelled before the commit, the files that were written are deleted as far as the store allows; garbage collection removes the rest.</para>
    /// </remarks>
    /// <returns>What was done, and the dataset as it is now.</returns>
    /// <exception cref="KartothekException">
    /// Nothing was asked for, or the rows don't fit the dataset (<see cref="ErrorKind.Invalid"/>; the message names both sides), the dataset is gone (<see cref="ErrorKind.NotFound"/>),
    /// other writers were there each time (<see cref="ErrorKind.Conflict"/>), or the store failed (<see cref="ErrorKind.Unavailable"/>).
    /// </exception>
    public ValueTask<CommitReport> UpdateAsync(Action<DatasetUpdate> build, UpdateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        var update = new DatasetUpdate(this);
        build(update);
        return new UpdateRun(this, update, options ?? new()).RunAsync(cancellationToken);
    }

    /// <summary>Adds rows, in one commit.</summary>
    /// <param name="rows">The rows, as in <see cref="DatasetUpdate.Append(BlockSource)"/>.</param>
    /// <param name="options">Layout of new files, parallelism, progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <inheritdoc cref="UpdateAsync(Action{DatasetUpdate}, UpdateOptions?, CancellationToken)"/>
    public ValueTask<CommitReport> AppendAsync(BlockSource rows, UpdateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return UpdateAsync(u => u.Append(rows), options, cancellationToken);
    }

    /// <summary>Writes rows into files that a later update commits, in this process or another (<see cref="DatasetUpdate.Add(WrittenPartitions)"/>).</summary>
    /// <param name="rows">The rows, as in <see cref="DatasetUpdate.Append(BlockSource)"/>.</param>
    /// <param name="options">Layout of new files, parallelism, progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>One put per file. Nothing is visible to readers. The files are garbage until they are committed: keep garbage collection's retention time above the time that this takes.</remarks>
    /// <exception cref="KartothekException">The rows don't fit the dataset (<see cref="ErrorKind.Invalid"/>), or the store failed (<see cref="ErrorKind.Unavailable"/>).</exception>
    public async ValueTask<WrittenPartitions> WritePartitionsAsync(BlockSource rows, UpdateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ImmutableArray<string> indices = [.. Header.Indices.Select(i => i.Column).Where(Schema.Contains)];
        var files = await UpdateRun.WriteAsync(this, rows, Schema, indices, options ?? new(), cancellationToken).ConfigureAwait(false);
        return new WrittenPartitions(Uuid, Table, files is [var first, ..] ? first.Schema : rows.Schema, PartitionColumns, files);
    }
}
