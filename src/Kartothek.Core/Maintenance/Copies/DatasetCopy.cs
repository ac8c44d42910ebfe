using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Copies one dataset: objects first, then the header in one conditional put.</summary>
internal sealed class DatasetCopy(
    IObjectStore source, string uuid, IObjectStore target, string newUuid, CopyOptions options, IProgress<MaintenanceProgress>? progress)
{
    private readonly ObjectCopy _objects = new(source, target);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);
    private CopiedKeys? _keys;
    private PutCondition _condition;
    private int _count;
    private long _total;
    private long _bytes;

    /// <summary>What was copied so far.</summary>
    public CopyReport Report(DeleteReport? removed = null) =>
        new() { Uuid = newUuid, Objects = _count, Bytes = _bytes, WasCopiedByStore = _objects.IsByStore, Removed = removed };

    /// <summary>Refuses a copy onto itself.</summary>
    public void RequireAnother()
    {
        DatasetKeys.RequireUuid(uuid);
        DatasetKeys.RequireUuid(newUuid);
        if (uuid == newUuid && _objects.IsByStore)
        {
            throw CoreErrors.CopyOntoItself(uuid);
        }
    }

    /// <summary>Looks at what is there under the new name.</summary>
    /// <param name="isOwn">Says whether a dataset that is there is an earlier copy of this one, which is gone on with.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public async ValueTask OpenTargetAsync(Func<DatasetHeader, bool> isOwn, CancellationToken cancellationToken)
    {
        var json = await target.TryReadAllAsync(DatasetKeys.JsonHeader(newUuid), cancellationToken).ConfigureAwait(false);
        var isTaken = json is not null || await target.ExistsAsync(DatasetKeys.MessagePackHeader(newUuid), cancellationToken).ConfigureAwait(false);
        if (isTaken && !options.Overwrite
            && !(json is not null && isOwn(HeaderJson.Parse(json.Bytes, DatasetKeys.JsonHeader(newUuid), HeaderFormat.Json, json.Token))))
        {
            throw CoreErrors.CopyTargetExists(uuid, newUuid, target.Name);
        }
        _condition = json is null ? PutCondition.IfAbsent : PutCondition.IfMatch(json.Token);
        // What is there, needed or garbage, is never overwritten: somebody may read it, or have written it to commit it later.
        _keys = new CopiedKeys(uuid, newUuid, (await Garbage.ListAsync(target, newUuid, cancellationToken).ConfigureAwait(false)).Select(e => e.Key));
    }

    /// <summary>Copies what a header refers to and wasn't copied yet.</summary>
    public async ValueTask CopyObjectsAsync(DatasetHeader header, CancellationToken cancellationToken)
    {
        List<string> missing = [.. HeaderKeys.Of(header).Distinct().Where(_copied.Add)];
        // Keys are chosen in the order of the header, whatever the order in which objects are copied.
        missing.ForEach(key => _keys!.Of(key));
        _total += missing.Count;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, parallel, async (key, token) => Add(await _objects.RunAsync(key, _keys!.Copies[key], token).ConfigureAwait(false))).ConfigureAwait(false);
    }

    /// <summary>Copies the schemas, which have one key each: right before the header.</summary>
    public async ValueTask CopySchemasAsync(DatasetHeader header, CancellationToken cancellationToken)
    {
        var tables = header.Tables.IsEmpty
            ? GarbageScope.TablesOf(uuid, await Garbage.ListAsync(source, uuid, cancellationToken).ConfigureAwait(false))
            : header.Tables;
        _total += tables.Length;
        foreach (var table in tables)
        {
            var tail = await source.TryReadAllAsync(DatasetKeys.Schema(uuid, table), cancellationToken).ConfigureAwait(false);
            if (tail is null)
            {
                // A dataset that was stored without any data frame has none; one that lost it is no worse off under another name.
                _total--;
                continue;
            }
            await target.PutAsync(DatasetKeys.Schema(newUuid, table), tail.Bytes, default, cancellationToken).ConfigureAwait(false);
            Add(tail.Size);
        }
    }

    /// <summary>Puts the header: the step that makes the copy, or its next state, visible.</summary>
    public async ValueTask CommitAsync(DatasetHeader header, CancellationToken cancellationToken)
    {
        var key = DatasetKeys.JsonHeader(newUuid);
        var bytes = CopiedHeader.ToBytes(header, newUuid, _keys!);
        try
        {
            _condition = PutCondition.IfMatch(await target.PutAsync(key, bytes, _condition, cancellationToken).ConfigureAwait(false));
            return;
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.Conflict or ErrorKind.Unavailable)
        {
            // The reply may be lost, and the put sent again by the store's client: then the header is ours.
            if (await target.TryReadAllAsync(key, cancellationToken).ConfigureAwait(false) is { } present && present.Bytes.Span.SequenceEqual(bytes))
            {
                _condition = PutCondition.IfMatch(present.Token);
                return;
            }
            if (e.Kind == ErrorKind.Conflict)
            {
                throw CoreErrors.CopyTargetChanged(uuid, newUuid, target.Name, e);
            }
            throw;
        }
    }

    private void Add(long bytes)
    {
        lock (_gate)
        {
            _count++;
            _bytes += bytes;
            progress?.Report(new MaintenanceProgress("copy dataset", _count, _total, _bytes));
        }
    }
}
