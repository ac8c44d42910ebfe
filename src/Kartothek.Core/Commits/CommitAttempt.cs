using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Kartothek.Core;

/// <summary>One attempt of a commit: index files, schema, then the header, which makes all of it visible.</summary>
/// <param name="store">Where the dataset lies.</param>
/// <param name="uuid">Its name.</param>
/// <param name="id">The id of the commit, the same in each attempt.</param>
/// <param name="state">What the attempt stands on.</param>
/// <param name="change">What it does.</param>
/// <param name="versions">The history.</param>
/// <param name="options">How.</param>
internal sealed class CommitAttempt(
    IObjectStore store, string uuid, string id, DatasetState state, DatasetChange change, ImmutableArray<StoredVersion> versions, CommitOptions options)
{
    private readonly Dataset? _dataset = change.Kind is ChangeKind.Create or ChangeKind.Overwrite ? null : state.Dataset;
    private readonly IndexPuts _indices = new(store, uuid, state.Attempt == 1 ? id : $"{id}-{state.Attempt}", change, options.Open);

    private readonly HashSet<string> _schemas = new(StringComparer.Ordinal);

    /// <summary>Runs it.</summary>
    /// <returns>The dataset as it is now; null where another writer was first, and nothing but the schema's file may have changed.</returns>
    public async ValueTask<Dataset?> RunAsync(bool honoursConditions, CancellationToken cancellationToken)
    {
        try
        {
            var partitions = Partitions();
            var indices = await _indices.RunAsync(change.Restored?.Indices ?? _dataset?.Header.Indices ?? [], partitions, _dataset?.Tables ?? [], cancellationToken).ConfigureAwait(false);
            var counts = CommitCounts.Between(state.Header?.Partitions ?? [], partitions, change.Restored is null ? change.Added.Sum(a => a.RowCount) : null);
            var record = Record(await TablesAsync(cancellationToken).ConfigureAwait(false), HeaderDigest.Of(partitions, indices), counts);
            var keys = change.Repartitions || _dataset is null ? change.PartitionOn : _dataset.PartitionColumns;
            var json = HeaderWriter.Write(uuid, [.. indices.Select(i => new KeyValuePair<string, string>(i.Column, i.Key!))], Metadata(record), partitions, keys);
            cancellationToken.ThrowIfCancellationRequested();
            // From here on the commit isn't cancelled: it would be unknown whether it was made.
            var put = await new HeaderPut(store, uuid, id, state.Header, honoursConditions, options.Open.TimeProvider).RunAsync(json, Format()).ConfigureAwait(false);
            if (put is not var (key, format, token))
            {
                await UndoAsync().ConfigureAwait(false);
                return null;
            }
            await KeepAsync(record, json).ConfigureAwait(false);
            var header = HeaderJson.Parse(json, key, format, token);
            return Dataset.Of(store, header, TableSchema.Of(uuid, change.Table, record.Tables[change.Table].Schema), options.Open with { Table = change.Table });
        }
        catch (Exception e) when (e is not CommitOutcomeUnknownException)
        {
            await UndoAsync().ConfigureAwait(false);
            throw;
        }
    }

    private HeaderFormat Format() => state.Header switch
    {
        null => change.Format,
        { Format: HeaderFormat.MessagePack } when change.Kind == ChangeKind.Overwrite => change.Format,
        _ => HeaderFormat.Json,
    };

    private List<Partition> Partitions()
    {
        if (change.Restored is { } version)
        {
            return [.. version.Partitions];
        }
        var removed = change.RemovedLabels.ToHashSet(StringComparer.Ordinal);
        if (_dataset is not null && change.RemovedLabels.FirstOrDefault(l => _dataset.Header.IndexOf(l) < 0) is { } gone)
        {
            throw CoreErrors.LabelIsGone(_dataset, gone);
        }
        var replacements = change.Added.ToLookup(a => a.Replaces is { } label && removed.Contains(label) ? label : null);
        var partitions = new List<Partition>();
        foreach (var present in _dataset?.Header.Partitions ?? [])
        {
            partitions.AddRange(removed.Contains(present.Label) ? Added(replacements[present.Label]) : [present]);
        }
        partitions.AddRange(Added(replacements[null]));
        var labels = new HashSet<string>(StringComparer.Ordinal);
        return partitions.Find(p => !labels.Add(p.Label)) is { } twice ? throw CoreErrors.LabelTwice(uuid, twice.Label) : partitions;
    }

    private static IEnumerable<Partition> Added(IEnumerable<WrittenPartition> files) =>
        files.GroupBy(a => a.Label).Select(g => new Partition(g.Key, [.. g.Select(a => new TableFile(a.Table, a.Key))]));

    private async ValueTask<ImmutableSortedDictionary<string, TableRecord>> TablesAsync(CancellationToken cancellationToken)
    {
        var tables = _dataset?.Header.Record?.Tables ?? ImmutableSortedDictionary.Create<string, TableRecord>(StringComparer.Ordinal);
        foreach (var (table, schema) in change.OtherTables.Add(change.Table, change.Schema))
        {
            var stored = _dataset?.Table == table ? _dataset.StoredSchema : null;
            var key = DatasetKeys.Schema(uuid, table);
            // Also where the put fails: its reply may be lost.
            _schemas.Add(table);
            var record = await SchemaPut.RunAsync(store, stored, tables.GetValueOrDefault(table), key, schema, id, cancellationToken).ConfigureAwait(false);
            if (record.CommitId != id)
            {
                _schemas.Remove(table);
            }
            tables = tables.SetItem(table, record);
        }
        return tables;
    }

    private CommitRecord Record(ImmutableSortedDictionary<string, TableRecord> tables, string digest, CommitCounts counts)
    {
        var before = state.Header?.Record;
        var newest = versions.IsEmpty ? 0 : versions[^1].Key.Number;
        return new CommitRecord
        {
            Number = Math.Max(before?.Number ?? 0, newest) + 1,
            Time = options.Open.TimeProvider.GetUtcNow(),
            Recent = [new RecentCommit(id, CommitRules.KindOf(change)), .. (before?.Recent ?? []).Take(CommitRecord.RecentLimit - 1)],
            Digest = digest,
            Counts = counts,
            Tables = tables,
            Retention = change.Retention ?? options.Retention ?? before?.Retention ?? HistoryRetention.Default,
        };
    }

    private JsonObject Metadata(CommitRecord record)
    {
        var stored = (change.Restored?.UserMetadata() ?? _dataset?.Metadata) is { } users ? JsonObject.Create(users)! : [];
        var metadata = MetadataMerge.Update(stored, change.Metadata ?? []);
        if (!metadata.ContainsKey("creation_time"))
        {
            metadata["creation_time"] = options.Open.TimeProvider.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        }
        metadata.Remove(CommitRecord.MetadataKey);
        metadata[CommitRecord.MetadataKey] = record.ToJson();
        return metadata;
    }

    /// <summary>Puts the copy of the header, and those of versions that are kept no longer away. The commit is made, so that nothing here may fail.</summary>
    private async ValueTask KeepAsync(CommitRecord record, byte[] json)
    {
        try
        {
            await VersionHistory.PutAsync(store, uuid, new HistoryKey(record.Number, id), json, CancellationToken.None).ConfigureAwait(false);
            foreach (var old in versions.Take(versions.Length + 1 - record.Retention.MaxVersions))
            {
                await store.DeleteAsync(old.Key.Of(uuid), CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            CommitLog.HistoryNotPut(options.Open.Logger, record.Number, uuid, e);
        }
    }

    private async ValueTask UndoAsync()
    {
        await SchemaPut.TakeBackAsync(store, uuid, _schemas, id, options.Open.TimeProvider).ConfigureAwait(false);
        await DiscardIndicesAsync().ConfigureAwait(false);
    }

    private async ValueTask DiscardIndicesAsync()
    {
        foreach (var key in _indices.Written)
        {
            try
            {
                await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Garbage collection removes it.
                return;
            }
        }
    }
}
