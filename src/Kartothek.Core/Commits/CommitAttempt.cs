using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>One attempt of a commit: indices, schema, header, in this order.</summary>
internal sealed class CommitAttempt(IObjectStore store, string uuid, string id, DatasetState state, DatasetChange change, TimeProvider clock)
{
    private readonly Dataset? _dataset = change.Kind is ChangeKind.Create or ChangeKind.Overwrite ? null : state.Dataset;

    /// <summary>Runs it.</summary>
    /// <exception cref="KartothekException">Another writer was first (<see cref="ErrorKind.Conflict"/>).</exception>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var partitions = Partitions();
        var indices = await IndicesAsync(partitions, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(DatasetKeys.Schema(uuid, change.Table), SchemaFile.ToBytes(change.Schema, id), default, cancellationToken).ConfigureAwait(false);
        var header = HeaderWriter.Write(uuid, indices, Metadata(), partitions, change.Repartitions ? change.PartitionOn : _dataset?.PartitionColumns ?? change.PartitionOn);
        await PutHeaderAsync(header, cancellationToken).ConfigureAwait(false);
    }

    private List<Partition> Partitions()
    {
        var removed = change.RemovedLabels.ToHashSet(StringComparer.Ordinal);
        var replacements = change.Added.ToLookup(a => a.Replaces is { } label && removed.Contains(label) ? label : null);
        var partitions = new List<Partition>();
        foreach (var present in _dataset?.Header.Partitions ?? [])
        {
            partitions.AddRange(removed.Contains(present.Label) ? Added(replacements[present.Label]) : [present]);
        }
        partitions.AddRange(Added(replacements[null]));
        return partitions;
    }

    private static IEnumerable<Partition> Added(IEnumerable<WrittenPartition> files) =>
        files.GroupBy(a => a.Label).Select(g => new Partition(g.Key, [.. g.Select(a => new TableFile(a.Table, a.Key))]));

    private JsonObject Metadata()
    {
        var stored = _dataset is null ? [] : JsonNode.Parse(_dataset.Metadata.GetRawText())!.AsObject();
        var metadata = MetadataMerge.Update(stored, change.Metadata ?? []);
        if (!metadata.ContainsKey("creation_time"))
        {
            metadata["creation_time"] = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);
        }
        return metadata;
    }

    private async ValueTask<List<KeyValuePair<string, string>>> IndicesAsync(List<Partition> partitions, CancellationToken cancellationToken)
    {
        var keys = new List<KeyValuePair<string, string>>();
        var removed = change.RemovedLabels.ToHashSet(StringComparer.Ordinal);
        foreach (var reference in _dataset?.Header.Indices ?? [])
        {
            if (change.DroppedIndices.Contains(reference.Column) || change.BuiltIndices.Contains(reference.Column))
            {
                continue;
            }
            var field = IndexColumn.Of(change.Schema[reference.Column]);
            var loaded = await LoadedIndex.ReadAsync(store, reference, field, clock, cancellationToken).ConfigureAwait(false);
            var parts = await PartsAsync(field, change.Added, cancellationToken).ConfigureAwait(false);
            var merged = IndexMerge.Merge(field, loaded.Entries, parts, removed);
            var key = ReferenceEquals(merged, loaded.Entries) && reference.Key is { } present
                ? present
                : await PutIndexAsync(merged, loaded.Target ?? change.Target, cancellationToken).ConfigureAwait(false);
            keys.Add(new(reference.Column, key));
        }
        foreach (var column in change.BuiltIndices)
        {
            var field = IndexColumn.Of(change.Schema[column]);
            var parts = new List<IndexPart>(await PartsAsync(field, change.Added, cancellationToken).ConfigureAwait(false));
            var known = change.Added.Select(a => a.Label).ToHashSet(StringComparer.Ordinal);
            foreach (var partition in partitions.Where(p => !known.Contains(p.Label)))
            {
                foreach (var file in partition.Files)
                {
                    parts.AddRange(await IndexPartReader.ReadAsync(store, file.Key, partition.Label, [field], cancellationToken).ConfigureAwait(false));
                }
            }
            var built = IndexMerge.Merge(field, null, parts, ImmutableHashSet<string>.Empty);
            keys.Add(new(column, await PutIndexAsync(built, change.Target, cancellationToken).ConfigureAwait(false)));
        }
        return keys;
    }

    private async ValueTask<IReadOnlyList<IndexPart>> PartsAsync(Field field, ImmutableArray<WrittenPartition> files, CancellationToken cancellationToken)
    {
        var parts = new List<IndexPart>();
        foreach (var file in files)
        {
            var part = file.IndexParts.IsDefault ? null : file.IndexParts.FirstOrDefault(p => p.Field.Name == field.Name && p.Field.Type == field.Type);
            parts.AddRange(part is not null ? [part] : await IndexPartReader.ReadAsync(store, file.Key, file.Label, [field], cancellationToken).ConfigureAwait(false));
        }
        return parts;
    }

    private async ValueTask<string> PutIndexAsync(IndexEntries entries, PythonTarget target, CancellationToken cancellationToken)
    {
        var key = DatasetKeys.Index(uuid, entries.Field.Name, clock.GetUtcNow(), id);
        await IndexWriter.WriteAsync(store, key, entries, target, cancellationToken).ConfigureAwait(false);
        return key;
    }

    private async ValueTask PutHeaderAsync(byte[] json, CancellationToken cancellationToken)
    {
        var present = state.Header;
        if (present is null && change.Format == HeaderFormat.MessagePack)
        {
            await store.PutAsync(DatasetKeys.MessagePackHeader(uuid), PackedHeader.OfJson(json), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            return;
        }
        // JSON wins over a msgpack header, so that one that is absent is the condition of an update of the other.
        var condition = present is { Format: HeaderFormat.Json } ? PutCondition.IfMatch(present.Token) : PutCondition.IfAbsent;
        await store.PutAsync(DatasetKeys.JsonHeader(uuid), json, condition, cancellationToken).ConfigureAwait(false);
    }
}
