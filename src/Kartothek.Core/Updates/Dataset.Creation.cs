using Apache.Arrow;
using Kartothek.Columns;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core;

/// <content>New datasets.</content>
public sealed partial class Dataset
{
    /// <summary>Creates a dataset from rows, in one commit.</summary>
    /// <param name="store">Where it will lie.</param>
    /// <param name="uuid">Its name: ASCII letters, digits, <c>+</c>, <c>-</c> and <c>_</c>.</param>
    /// <param name="rows">The rows; a stream of any length is written in bounded memory.</param>
    /// <param name="options">Partition columns, indices, layout, metadata.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// <para>Files are written first, then the schema and the indices, and the put of the header makes it all visible at once: before, no reader sees anything of it. Where it fails or is cancelled, the files that were
    /// written are deleted as far as the store allows; garbage collection removes the rest. Requests: one put per file (several for a long one), one per index, one for the schema, one for
    /// the header, and a read that the name isn't taken.</para>
    /// <para>No rows at all make a dataset without files where there are partition columns, and else one with a file without rows, as in Python.</para>
    /// </remarks>
    /// <returns>The dataset, opened.</returns>
    /// <exception cref="KartothekException">
    /// The dataset exists already and isn't to be overwritten (<see cref="ErrorKind.Conflict"/>), the rows don't fit the options, a partition column has a null (<see cref="ErrorKind.Invalid"/>), or the
    /// store failed (<see cref="ErrorKind.Unavailable"/>).
    /// </exception>
    public static async ValueTask<Dataset> CreateAsync(IObjectStore store, string uuid, BlockSource rows, CreateOptions? options = null, CancellationToken cancellationToken = default)
    {
        System.ArgumentNullException.ThrowIfNull(store);
        System.ArgumentNullException.ThrowIfNull(uuid);
        System.ArgumentNullException.ThrowIfNull(rows);
        var report = await new DatasetCreation(store, uuid, options ?? new()).RunAsync(rows, cancellationToken).ConfigureAwait(false);
        return report.Dataset;
    }

    /// <summary>Creates a dataset from Arrow record batches, which stay the caller's.</summary>
    /// <param name="store">Where it will lie.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="schema">The schema of the batches.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="options">Partition columns, indices, layout, metadata.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <inheritdoc cref="CreateAsync(IObjectStore, string, BlockSource, CreateOptions?, CancellationToken)"/>
    public static ValueTask<Dataset> CreateAsync(
        IObjectStore store, string uuid, Apache.Arrow.Schema schema, IAsyncEnumerable<RecordBatch> batches, CreateOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateAsync(store, uuid, BlockSource.FromBatches(schema, batches), options, cancellationToken);

    /// <summary>Creates a dataset without rows and without files, in one commit.</summary>
    /// <param name="store">Where it will lie.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="schema">Its columns, partition columns included. Integers and floating-point numbers become the widest of their kind, as all schemas of datasets have them.</param>
    /// <param name="options">Partition columns, indices, metadata.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <inheritdoc cref="CreateAsync(IObjectStore, string, BlockSource, CreateOptions?, CancellationToken)"/>
    public static async ValueTask<Dataset> CreateEmptyAsync(IObjectStore store, string uuid, Schema schema, CreateOptions? options = null, CancellationToken cancellationToken = default)
    {
        System.ArgumentNullException.ThrowIfNull(store);
        System.ArgumentNullException.ThrowIfNull(uuid);
        System.ArgumentNullException.ThrowIfNull(schema);
        var report = await new DatasetCreation(store, uuid, options ?? new()).RunAsync(schema, cancellationToken).ConfigureAwait(false);
        return report.Dataset;
    }
}
