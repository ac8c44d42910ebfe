using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Copies one dataset: objects first, then the header in one conditional put.</summary>
internal sealed class DatasetCopy(
    IObjectStore source, string uuid, IObjectStore target, string newUuid, CopyOptions options, bool withHistory, IProgress<MaintenanceProgress>? progress)
{
    private readonly string _id = options.Labels.Next();
    private readonly ObjectCopy _objects = new(source, target);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);
    private readonly SortedDictionary<HistoryKey, byte[]> _versions = new(Comparer<HistoryKey>.Create((a, b) => (a.Number, a.Id).CompareTo((b.Number, b.Id))));
    private CopiedKeys? _keys;
    private PutCondition _condition;
    private long _lastNumber;
    private bool _isPut;
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
        if (isTaken && !options.Overwrite && !IsOwn(json, isOwn))
        {
            throw CoreErrors.CopyTargetExists(uuid, newUuid, target.Name);
        }
        _lastNumber = (await VersionHistory.ListAsync(target, newUuid, cancellationToken).ConfigureAwait(false)).Select(v => v.Key.Number).DefaultIfEmpty(0).Max();
        _condition = json is null ? PutCondition.IfAbsent : PutCondition.IfMatch(json.Token);
        // What is there, needed or garbage, is never overwritten: somebody may read it, or have written it to commit it later.
        _keys = new CopiedKeys(uuid, newUuid, (await Garbage.ListAsync(target, newUuid, cancellationToken).ConfigureAwait(false)).Select(e => e.Key));
    }

    /// <summary>Whether there is a dataset under the new name.</summary>
    public async ValueTask<bool> HasTargetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return !(await HeaderForms.ReadAsync(target, newUuid, options.TimeProvider, cancellationToken).ConfigureAwait(false)).IsEmpty;
        }
        catch (DatasetRenamedException)
        {
            // Nobody renames it to the name that is given up; it has been renamed further since.
            return true;
        }
    }

    /// <summary>Copies what a header refers to and wasn't copied yet.</summary>
    public async ValueTask CopyObjectsAsync(DatasetHeader header, CancellationToken cancellationToken)
    {
        List<string> missing = [.. HeaderKeys.Of(header).Distinct().Where(k => !_copied.Contains(k))];
        // Keys are chosen in the order of the header, whatever the order in which objects are copied.
        missing.ForEach(key => _keys!.Of(key));
        _total += missing.Count;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, parallel, async (key, token) => Add(await _objects.RunAsync(key, _keys!.Copies[key], token).ConfigureAwait(false))).ConfigureAwait(false);
        _copied.UnionWith(missing);
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

    /// <summary>Copies the versions that the source keeps, and the files that only they refer to, where the history is to come along.</summary>
    public async ValueTask CopyHistoryAsync(DatasetHeader header, CancellationToken cancellationToken)
    {
        if (!withHistory)
        {
            return;
        }
        var retention = header.Record?.Retention ?? HistoryRetention.Default;
        var listed = await VersionHistory.ListAsync(source, uuid, cancellationToken).ConfigureAwait(false);
        foreach (var (version, _, _) in VersionHistory.Retained(listed, retention, options.TimeProvider.GetUtcNow()).Where(v => v.IsRetained))
        {
            if (await VersionHistory.ReadAsync(source, uuid, version.Key, cancellationToken).ConfigureAwait(false) is not { } old)
            {
                continue;
            }
            try
            {
                await CopyObjectsAsync(old, cancellationToken).ConfigureAwait(false);
            }
            catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
            {
                // Python's garbage collection knows no versions. Who asks for this one is told that it is gone.
                continue;
            }
            _versions[version.Key] = CopiedHeader.ToBytes(old, newUuid, _keys!, old.Record);
        }
    }

    /// <summary>Puts the header: the step that makes the copy, or its next state, visible.</summary>
    public async ValueTask CommitAsync(DatasetHeader header, CancellationToken cancellationToken)
    {
        var record = header.Record;
        if (record is not null && !withHistory)
        {
            record = CopiedHeader.Begin(header, record, _id, _lastNumber + 1, options.TimeProvider.GetUtcNow());
        }
        var json = CopiedHeader.ToBytes(header, newUuid, _keys!, record);
        await PutHeaderAsync(json, cancellationToken).ConfigureAwait(false);
        _isPut = true;
        if (record is not null)
        {
            _versions[new HistoryKey(record.Number, record.Id)] = json;
        }
        // Only now: until the header is put they would be versions of another dataset.
        foreach (var (version, copied) in _versions)
        {
            await VersionHistory.PutAsync(target, newUuid, version, copied, cancellationToken).ConfigureAwait(false);
        }
        if (withHistory)
        {
            await DropOtherVersionsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Two histories in one place would be read as one.</summary>
    private bool IsOwn(ObjectTail? json, Func<DatasetHeader, bool> isOwn)
    {
        if (json is null)
        {
            return false;
        }
        try
        {
            return isOwn(HeaderJson.Parse(json.Bytes, DatasetKeys.JsonHeader(newUuid), HeaderFormat.Json, json.Token));
        }
        catch (DatasetRenamedException e)
        {
            // Who renamed it may be about to delete what is left under its name, and the new header with it.
            throw CoreErrors.CopyTargetIsRenamed(uuid, newUuid, target.Name, e);
        }
    }

    private async ValueTask DropOtherVersionsAsync(CancellationToken cancellationToken)
    {
        foreach (var version in await VersionHistory.ListAsync(target, newUuid, cancellationToken).ConfigureAwait(false))
        {
            if (!_versions.ContainsKey(version.Key))
            {
                await target.DeleteAsync(version.Key.Of(newUuid), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask PutHeaderAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var key = DatasetKeys.JsonHeader(newUuid);
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
                throw _isPut ? CoreErrors.BothNamesChanged(uuid, newUuid, target.Name, e) : CoreErrors.CopyTargetChanged(uuid, newUuid, target.Name, e);
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
