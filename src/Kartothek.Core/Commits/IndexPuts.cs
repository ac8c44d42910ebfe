using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Brings the secondary indices of a dataset to a new state: every new file into every index, every removed label out of it.</summary>
/// <param name="store">Where the dataset lies.</param>
/// <param name="uuid">Its name.</param>
/// <param name="id">Names new index files: the commit and the attempt.</param>
/// <param name="change">What is committed.</param>
/// <param name="options">Clock and log.</param>
internal sealed class IndexPuts(IObjectStore store, string uuid, string id, DatasetChange change, DatasetOptions options)
{
    private readonly List<string> _written = [];

    /// <summary>The index files put so far.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <summary>Puts the index files that change.</summary>
    /// <param name="present">The indices that there are.</param>
    /// <param name="partitions">All partitions of the new state.</param>
    /// <param name="tables">The tables that there are: an indexed column can be one of another table than the one that is changed.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>The indices of the new state; one that doesn't change keeps its key.</returns>
    public async ValueTask<ImmutableArray<IndexReference>> RunAsync(
        ImmutableArray<IndexReference> present, IReadOnlyList<Partition> partitions, ImmutableArray<string> tables, CancellationToken cancellationToken)
    {
        var references = ImmutableArray.CreateBuilder<IndexReference>();
        foreach (var reference in present.Where(r => !change.DroppedIndices.Contains(r.Column) && !change.BuiltIndices.Contains(r.Column)))
        {
            references.Add(await UpdateAsync(reference, partitions, tables, cancellationToken).ConfigureAwait(false));
        }
        foreach (var column in change.BuiltIndices)
        {
            references.Add(await BuildAsync(IndexColumn.Of(FieldOf(column)), change.Table, change.Target, partitions, cancellationToken).ConfigureAwait(false));
        }
        return references.DrainToImmutable();
    }

    private async ValueTask<IndexReference> UpdateAsync(
        IndexReference reference, IReadOnlyList<Partition> partitions, ImmutableArray<string> tables, CancellationToken cancellationToken)
    {
        if (change.Added.IsEmpty && change.RemovedLabels.IsEmpty && reference.Key is not null)
        {
            return reference;
        }
        var (field, table) = await FieldAsync(reference.Column, tables, cancellationToken).ConfigureAwait(false);
        LoadedIndex loaded;
        try
        {
            loaded = await LoadedIndex.ReadAsync(store, reference, field, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Corrupt)
        {
            // Reads go on without an index that is lost, so a commit must, too: it makes the index good.
            CommitLog.RebuiltLostIndex(options.Logger, reference.Column, uuid, e);
            return await BuildAsync(field, table, change.Target, partitions, cancellationToken).ConfigureAwait(false);
        }
        var parts = await PartsAsync(field, table, change.Added, cancellationToken).ConfigureAwait(false);
        var merged = IndexMerge.Merge(field, loaded.Entries, parts, change.RemovedLabels.ToHashSet(StringComparer.Ordinal));
        return ReferenceEquals(merged, loaded.Entries) && reference.Key is not null
            ? reference
            : await PutAsync(merged, loaded.Target ?? change.Target, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The indexed column and its table: the one that is changed, else another one that has it, which costs a request.</summary>
    private async ValueTask<(Field Field, string Table)> FieldAsync(string column, ImmutableArray<string> tables, CancellationToken cancellationToken)
    {
        if (!change.Schema.Contains(column))
        {
            foreach (var table in tables.Where(t => t != change.Table))
            {
                var footer = await ParquetFooter.ReadAsync(new StoreByteSource(store, DatasetKeys.Schema(uuid, table), null), cancellationToken: cancellationToken).ConfigureAwait(false);
                if (footer.Schema.TryGet(column, out var field))
                {
                    return (IndexColumn.Of(field), table);
                }
            }
        }
        return (IndexColumn.Of(FieldOf(column)), change.Table);
    }

    private Field FieldOf(string column) => change.Schema.TryGet(column, out var field) ? field : throw CoreErrors.IndexOfNoColumn(uuid, column);

    private async ValueTask<IndexReference> BuildAsync(
        Field field, string table, PythonTarget target, IReadOnlyList<Partition> partitions, CancellationToken cancellationToken)
    {
        var parts = new List<IndexPart>(await PartsAsync(field, table, change.Added, cancellationToken).ConfigureAwait(false));
        var known = change.Added.Select(a => a.Label).ToHashSet(StringComparer.Ordinal);
        foreach (var partition in partitions.Where(p => !known.Contains(p.Label)))
        {
            foreach (var file in partition.Files.Where(f => f.Table == table))
            {
                parts.AddRange(await IndexPartReader.ReadAsync(store, file.Key, partition.Label, [field], cancellationToken).ConfigureAwait(false));
            }
        }
        return await PutAsync(IndexMerge.Merge(field, null, parts, ImmutableHashSet<string>.Empty), target, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<IndexPart>> PartsAsync(Field field, string table, ImmutableArray<WrittenPartition> files, CancellationToken cancellationToken)
    {
        var parts = new List<IndexPart>();
        foreach (var file in files.Where(f => f.Table == table))
        {
            var part = file.IndexParts.IsDefault ? null : file.IndexParts.FirstOrDefault(p => p.Field.Name == field.Name && p.Field.Type == field.Type);
            parts.AddRange(part is not null ? [part] : await IndexPartReader.ReadAsync(store, file.Key, file.Label, [field], cancellationToken).ConfigureAwait(false));
        }
        return parts;
    }

    private async ValueTask<IndexReference> PutAsync(IndexEntries entries, PythonTarget target, CancellationToken cancellationToken)
    {
        var key = DatasetKeys.Index(uuid, entries.Field.Name, options.TimeProvider.GetUtcNow(), id);
        _written.Add(key);
        await IndexWriter.WriteAsync(store, key, entries, target, cancellationToken).ConfigureAwait(false);
        return IndexReference.InFile(entries.Field.Name, key);
    }
}
