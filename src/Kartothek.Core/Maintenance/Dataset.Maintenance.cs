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

    /// <summary>Copies a dataset to another name in its store.</summary>
    /// <inheritdoc cref="CopyAsync(IObjectStore, string, IObjectStore, string, CopyOptions?, IProgress{MaintenanceProgress}?, CancellationToken)"/>
    public static ValueTask<CopyReport> CopyAsync(
        IObjectStore store, string uuid, string newUuid, CopyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        CopyAsync(store, uuid, store, newUuid, options, progress, cancellationToken);

    /// <summary>Copies a dataset into another store, or to another name in the same.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="target">Where the copy goes.</param>
    /// <param name="newUuid">The name of the copy.</param>
    /// <param name="options">Whether a dataset of that name is replaced, and whether the history comes along.</param>
    /// <param name="progress">Is told after every object.</param>
    /// <param name="cancellationToken">Stops the copy; nothing of it is visible then.</param>
    /// <remarks>
    /// <para>Only what the header refers to is copied, byte for byte; the user's metadata come along. The header of the copy is put last, in one step: until
    /// then there is no copy, or the old dataset of that name. It is JSON, and lists the partitions, whatever the source has. A copy that stopped leaves
    /// garbage, and can be begun anew. Where a dataset is replaced, its <c>_common_metadata</c> is, too, right before the header: it has only one key.</para>
    /// <para>Within one store the store copies by itself; between two the bytes pass through this process, some MB at a time.</para>
    /// </remarks>
    /// <exception cref="Columns.KartothekException">
    /// The source doesn't exist or lacks a file (<see cref="Columns.ErrorKind.NotFound"/>); a dataset of the new name exists already, or another writer
    /// made or changed it meanwhile (<see cref="Columns.ErrorKind.Conflict"/>); both are the same (<see cref="Columns.ErrorKind.Invalid"/>).
    /// </exception>
    public static ValueTask<CopyReport> CopyAsync(
        IObjectStore store, string uuid, IObjectStore target, string newUuid,
        CopyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DatasetCopying.CopyAsync(store, uuid, target, newUuid, options, progress, cancellationToken);

    /// <summary>Gives a dataset another name in its store.</summary>
    /// <inheritdoc cref="RenameAsync(IObjectStore, string, IObjectStore, string, CopyOptions?, IProgress{MaintenanceProgress}?, CancellationToken)"/>
    public static ValueTask<CopyReport> RenameAsync(
        IObjectStore store, string uuid, string newUuid, CopyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RenameAsync(store, uuid, store, newUuid, options, progress, cancellationToken);

    /// <summary>Moves a dataset: copies it, and deletes the source.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="newUuid">Its new name.</param>
    /// <param name="options">Whether a dataset of that name is replaced, and whether the history comes along.</param>
    /// <param name="progress">Is told after every object.</param>
    /// <param name="cancellationToken">Stops it. Call it again to go on.</param>
    /// <remarks>
    /// <para>Between the commit of the copy and the end of the source, two requests later, both names exist. The source ends by a conditional put, so a commit
    /// to the source that comes in between isn't lost: what it added is copied too, and the new dataset gets it. Later commits to the old name fail.</para>
    /// </remarks>
    /// <exception cref="Columns.KartothekException">As for a copy; or commits to the source never paused (<see cref="Columns.ErrorKind.Conflict"/>; the source stays).</exception>
    public static ValueTask<CopyReport> RenameAsync(
        IObjectStore store, string uuid, IObjectStore target, string newUuid,
        CopyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        DatasetCopying.RenameAsync(store, uuid, target, newUuid, options, progress, cancellationToken);

    /// <summary>Looks for damage, and mends it where that is wanted.</summary>
    /// <inheritdoc cref="Doctor.VerifyAsync" path="/remarks"/>
    /// <inheritdoc cref="Doctor.VerifyAsync" path="/exception"/>
    /// <param name="options">How far to look, and whether to repair.</param>
    /// <param name="progress">Is told after every file.</param>
    /// <param name="cancellationToken">Stops it. Repairs that were committed stay.</param>
    public ValueTask<VerifyReport> VerifyAsync(
        VerifyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Doctor.VerifyAsync(Store, Uuid, options, progress, cancellationToken);
}
