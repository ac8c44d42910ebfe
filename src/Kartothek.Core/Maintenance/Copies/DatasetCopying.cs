using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The order of steps of a copy and of a rename.</summary>
internal static class DatasetCopying
{
    /// <summary>So often a rename goes after commits to its source before it gives up.</summary>
    internal const int MaxRounds = 10;

    /// <summary>Copies a dataset.</summary>
    public static async ValueTask<CopyReport> CopyAsync(
        IObjectStore source, string uuid, IObjectStore target, string newUuid, CopyOptions? options, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        var copy = Begin(source, uuid, target, newUuid, options ??= new(), options.WithHistory ?? false, progress);
        var header = await DatasetHeader.ReadAsync(source, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        await copy.OpenTargetAsync(static _ => false, cancellationToken).ConfigureAwait(false);
        await copy.CopyObjectsAsync(header, cancellationToken).ConfigureAwait(false);
        await copy.CopyHistoryAsync(header, cancellationToken).ConfigureAwait(false);
        await copy.CopySchemasAsync(header, cancellationToken).ConfigureAwait(false);
        await copy.CommitAsync(header, cancellationToken).ConfigureAwait(false);
        return copy.Report();
    }

    /// <summary>Moves a dataset.</summary>
    public static async ValueTask<CopyReport> RenameAsync(
        IObjectStore source, string uuid, IObjectStore target, string newUuid, CopyOptions? options, IProgress<MaintenanceProgress>? progress, CancellationToken cancellationToken)
    {
        var copy = Begin(source, uuid, target, newUuid, options ??= new(), options.WithHistory ?? true, progress);
        for (var round = 0; ; round++)
        {
            DatasetHeader header;
            try
            {
                header = await DatasetHeader.ReadAsync(source, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (DatasetRenamedException e) when (e.NewUuid == newUuid)
            {
                // An earlier call came as far as this; unless it was one into another store, where alone the rows are.
                if (!await copy.HasTargetAsync(cancellationToken).ConfigureAwait(false))
                {
                    throw CoreErrors.RenamedElsewhere(uuid, newUuid, target.Name, e);
                }
                break;
            }
            if (round == 0)
            {
                await copy.OpenTargetAsync(present => IsCopy(header, present), cancellationToken).ConfigureAwait(false);
            }
            await copy.CopyObjectsAsync(header, cancellationToken).ConfigureAwait(false);
            await copy.CopyHistoryAsync(header, cancellationToken).ConfigureAwait(false);
            await copy.CopySchemasAsync(header, cancellationToken).ConfigureAwait(false);
            await copy.CommitAsync(header, cancellationToken).ConfigureAwait(false);
            if (await SealAsync(source, header, newUuid, cancellationToken).ConfigureAwait(false))
            {
                break;
            }
            if (round == MaxRounds)
            {
                throw CoreErrors.CopySourceChanges(uuid, newUuid, MaxRounds);
            }
        }
        return copy.Report(await DatasetRemoval.DeleteAsync(source, uuid, progress, cancellationToken).ConfigureAwait(false));
    }

    private static DatasetCopy Begin(
        IObjectStore source, string uuid, IObjectStore target, string newUuid, CopyOptions options, bool withHistory, IProgress<MaintenanceProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var copy = new DatasetCopy(source, uuid, target, newUuid, options, withHistory, progress);
        copy.RequireAnother();
        return copy;
    }

    /// <summary>Ends the source, unless it isn't any more what was copied.</summary>
    private static async ValueTask<bool> SealAsync(IObjectStore source, DatasetHeader header, string newUuid, CancellationToken cancellationToken)
    {
        // Updates of a msgpack dataset, Python's and ours, make a JSON header: whoever makes it first wins.
        var condition = header.Format == HeaderFormat.Json ? PutCondition.IfMatch(header.Token) : PutCondition.IfAbsent;
        try
        {
            await source.PutAsync(DatasetKeys.JsonHeader(header.Uuid), RenameSeal.ToBytes(newUuid), condition, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Conflict)
        {
            return false;
        }
    }

    /// <summary>Whether a dataset is what an interrupted rename made of another one: nobody but a copy has the same labels and time of creation.</summary>
    private static bool IsCopy(DatasetHeader source, DatasetHeader present) =>
        CreationOf(source) is { } created
        && created == CreationOf(present)
        && source.Partitions.Select(p => p.Label).SequenceEqual(present.Partitions.Select(p => p.Label))
        && source.Indices.Select(i => i.Column).SequenceEqual(present.Indices.Select(i => i.Column));

    private static string? CreationOf(DatasetHeader header) =>
        header.Metadata.TryGetProperty("creation_time", out var time) && time.ValueKind == JsonValueKind.String ? time.GetString() : null;
}
