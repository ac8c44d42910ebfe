namespace Kartothek.Core;

/// <content>Maintenance.</content>
public sealed partial class Dataset
{
    /// <summary>Deletes a dataset, whatever state it is in: of a damaged one, or one whose deletion was stopped, what is left.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="progress">Is told after every object.</param>
    /// <param name="cancellationToken">Stops between two objects; call it again to go on.</param>
    /// <remarks>
    /// <para>Headers go first, of both forms: from then on the dataset doesn't exist, and whatever stops the rest leaves only garbage. History,
    /// indices, data and schemas follow. A second call goes on where the first was stopped, and a dataset that doesn't exist is no error.</para>
    /// <para>Commits of others that are on their way fail, since the header that they saw is gone. Who creates the dataset anew in the meantime keeps it:
    /// only what was there before the headers went is deleted.</para>
    /// <para>Requests: two listings, two or three for the headers, two for every 100 objects and for every schema, and the deletes.</para>
    /// </remarks>
    /// <exception cref="Columns.KartothekException">
    /// Another writer created the dataset anew in the meantime (<see cref="Columns.ErrorKind.Conflict"/>), or the store failed
    /// (<see cref="Columns.ErrorKind.Unavailable"/>).
    /// </exception>
    public static ValueTask<DeleteReport> DeleteAsync(
        IObjectStore store, string uuid, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DatasetRemoval.DeleteAsync(store, uuid, progress, cancellationToken);

    /// <summary>Removes the objects of this dataset that neither its present header nor a version of its history refers to.</summary>
    /// <inheritdoc cref="Garbage.CollectAsync" path="/remarks"/>
    /// <inheritdoc cref="Garbage.CollectAsync" path="/exception"/>
    /// <param name="options">Dry run and retention.</param>
    /// <param name="progress">Is told after every object.</param>
    /// <param name="cancellationToken">Stops between two objects; what was removed stays removed.</param>
    public ValueTask<GarbageReport> CollectGarbageAsync(
        GarbageOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Garbage.CollectAsync(Store, Uuid, options, progress, cancellationToken);
}
