using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Mends what a verification found, as far as what is there suffices.</summary>
internal sealed class DoctorRepair(IObjectStore store, DatasetVerification found, VerifyOptions options)
{
    private readonly DatasetHeader _header = found.Header;

    /// <summary>Mends: headers, schemas, then files and indices in commits.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await MendHeadersAsync(cancellationToken).ConfigureAwait(false);
        await MendSchemasAsync(cancellationToken).ConfigureAwait(false);
        var files = await MendFilesAsync(cancellationToken).ConfigureAwait(false);
        await CommitAsync(files, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask MendHeadersAsync(CancellationToken cancellationToken)
    {
        var packed = DatasetKeys.MessagePackHeader(_header.Uuid);
        var json = DatasetKeys.JsonHeader(_header.Uuid);
        if (found.Hidden is not null)
        {
            // The msgpack header is beside it then, and goes once nothing is lost with it.
            var content = PackedHeader.ToJson((await store.ReadAllAsync(packed, cancellationToken).ConfigureAwait(false)).Bytes, packed);
            await store.PutAsync(json, content, PutCondition.IfMatch(_header.Token), cancellationToken).ConfigureAwait(false);
        }
        else if (Has(FindingKind.SecondHeader, packed) && await store.ExistsAsync(json, cancellationToken).ConfigureAwait(false))
        {
            await store.DeleteAsync(packed, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes schemas anew, on the condition that they are still what was found: a schema has one key, and no other object names its version.</summary>
    private async ValueTask MendSchemasAsync(CancellationToken cancellationToken)
    {
        foreach (var table in found.Tables)
        {
            var key = DatasetKeys.Schema(_header.Uuid, table);
            if (!Has(FindingKind.SchemaMissing, key) && !Has(FindingKind.SchemaUnreadable, key) && !Has(FindingKind.SchemaForm, key))
            {
                continue;
            }
            // Looked at again: a commit since the verification may have put a good one, or other columns.
            var present = await store.TryReadAllAsync(key, cancellationToken).ConfigureAwait(false);
            var stated = present is null ? null : await SchemaCheck.TryParseAsync(present, _header, table, cancellationToken).ConfigureAwait(false);
            var (schema, id) = stated is { } usable
                ? (SchemaNormalization.Normalize(usable.Schema, _header.PartitionKeys), usable.CommitId)
                : _header.Record?.Tables.GetValueOrDefault(table) is { } recorded
                ? (recorded.Schema, recorded.CommitId)
                : (SchemaInference.Infer(_header, table, await FootersAsync(table, cancellationToken).ConfigureAwait(false)), null);
            if (schema is not null)
            {
                await store.PutAsync(key, SchemaFile.ToBytes(schema, id), present is null ? PutCondition.IfAbsent : PutCondition.IfMatch(present.Token), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<List<ParquetFooter>> FootersAsync(string table, CancellationToken cancellationToken)
    {
        var footers = new List<ParquetFooter>();
        foreach (var key in _header.Partitions.Select(p => p.FileOf(table)).OfType<string>().Where(k => k.EndsWith(DatasetKeys.ParquetSuffix, StringComparison.Ordinal)))
        {
            if (found.Footers.TryGetValue(key, out var known))
            {
                footers.Add(known);
            }
            else if (options.Depth < VerifyDepth.Schemas)
            {
                footers.Add(await ParquetFooter.ReadAsync(new StoreByteSource(store, key, null), cancellationToken: cancellationToken).ConfigureAwait(false));
            }
        }
        return footers;
    }

    /// <summary>Writes the files whose statistics are wrong or missing under new names; nothing refers to them yet.</summary>
    private async ValueTask<Dictionary<string, WrittenPartition>> MendFilesAsync(CancellationToken cancellationToken)
    {
        var mended = new Dictionary<string, WrittenPartition>(StringComparer.Ordinal);
        var faulty = found.Findings.Where(f => f.Kind is FindingKind.StatisticsMissing or FindingKind.StatisticsWrong).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var partition in _header.Partitions)
        {
            // All files of a partition have one label.
            var label = partition.Files.Any(f => faulty.Contains(f.Key)) ? NewLabel(partition.Label) : null;
            foreach (var file in partition.Files.Where(f => faulty.Contains(f.Key) && found.Schemas.ContainsKey(f.Table)))
            {
                var key = $"{_header.Uuid}/{file.Table}/{label}{DatasetKeys.ParquetSuffix}";
                if (await RepairAsync(file.Key, key, cancellationToken).ConfigureAwait(false) is { } bytes)
                {
                    mended.Add(file.Key, new WrittenPartition
                    {
                        Label = label!,
                        Table = file.Table,
                        Key = key,
                        RowCount = found.Footers[file.Key].RowCount,
                        ByteCount = bytes,
                        Schema = found.Schemas[file.Table],
                        Replaces = partition.Label,
                    });
                }
            }
        }
        return mended;
    }

    /// <summary>Writes a file with true statistics under another key, and gives its bytes; null where it can't be read, or needs no other footer.</summary>
    private async ValueTask<long?> RepairAsync(string key, string newKey, CancellationToken cancellationToken)
    {
        var sink = new StoreByteSink(store, newKey);
        var isComplete = false;
        try
        {
            if (await FooterRepair.RepairAsync(new StoreByteSource(store, key, null), sink, cancellationToken).ConfigureAwait(false))
            {
                await sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
                isComplete = true;
                return sink.ByteCount;
            }
            return null;
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.Corrupt or ErrorKind.NotSupported)
        {
            // It is damaged beyond its statistics, which is a finding of its own.
            return null;
        }
        finally
        {
            if (!isComplete)
            {
                await sink.AbortAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask CommitAsync(Dictionary<string, WrittenPartition> files, CancellationToken cancellationToken)
    {
        var broken = found.Indices.Where(i => i.Findings.Any(f => f.IsRepairable)).ToList();
        var headerIsToBeWritten = found.Findings.Any(f => f.Kind == FindingKind.LabelTwice);
        // Text has one form per index, and a commit makes indices of one.
        foreach (var target in broken.Select(TargetOf).Append(files.Count > 0 || headerIsToBeWritten ? DefaultTarget : (PythonTarget?)null).OfType<PythonTarget>().Distinct())
        {
            await CommitAsync(files, [.. broken.Where(i => TargetOf(i) == target).Select(i => i.Reference.Column)], target, cancellationToken).ConfigureAwait(false);
            files = [];
        }
    }

    private PythonTarget DefaultTarget => options.Target ?? found.Indices.Select(i => i.Form).FirstOrDefault(f => f is not null) ?? PythonTarget.Kartothek;

    private PythonTarget? TargetOf(VerifiedIndex index) => options.Target ?? index.Form ?? DefaultTarget;

    private async ValueTask CommitAsync(Dictionary<string, WrittenPartition> files, ImmutableArray<string> indices, PythonTarget target, CancellationToken cancellationToken)
    {
        var table = found.Tables.FirstOrDefault(t => found.Schemas.TryGetValue(t, out var schema) && indices.All(schema.Contains)) ?? found.Tables[0];
        var commit = new CommitOptions { Open = new DatasetOptions { Table = table, TimeProvider = options.TimeProvider } };
        try
        {
            await Committer.CommitAsync(store, _header.Uuid, (state, _) => new(Plan(state)), commit, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Corrupt or ErrorKind.Invalid or ErrorKind.NotSupported)
        {
            // A file that is missing or damaged leaves nobody knowing what the indices should hold. It is a finding, and theirs stay.
        }

        DatasetChange Plan(DatasetState state)
        {
            var dataset = state.Dataset ?? throw state.Failure!;
            var (added, removed) = Replace(dataset.Header, files);
            return new DatasetChange
            {
                Kind = ChangeKind.Compact,
                Table = table,
                Added = added,
                RemovedLabels = removed,
                Schema = SchemaNormalization.Normalize(dataset.Schema, dataset.PartitionColumns),
                BuiltIndices = [.. indices.Where(dataset.Schema.Contains)],
                Target = target,
            };
        }
    }

    /// <summary>The partitions of the present header whose files were mended, and what takes their place: other files of a partition keep their keys.</summary>
    private static (ImmutableArray<WrittenPartition> Added, ImmutableArray<string> Removed) Replace(DatasetHeader header, Dictionary<string, WrittenPartition> files)
    {
        var added = ImmutableArray.CreateBuilder<WrittenPartition>();
        var removed = ImmutableArray.CreateBuilder<string>();
        foreach (var partition in header.Partitions.Where(p => p.Files.Any(f => files.ContainsKey(f.Key))))
        {
            removed.Add(partition.Label);
            var mended = partition.Files.Select(f => files.GetValueOrDefault(f.Key)).OfType<WrittenPartition>().First();
            added.AddRange(partition.Files.Select(f => files.GetValueOrDefault(f.Key) ?? mended with { Table = f.Table, Key = f.Key, RowCount = 0, ByteCount = 0 }));
        }
        return (added.DrainToImmutable(), removed.DrainToImmutable());
    }

    private static string NewLabel(string label) => label[..(label.LastIndexOf('/') + 1)] + LabelSource.Random.Next();

    private bool Has(FindingKind kind, string key) => found.Findings.Any(f => f.Kind == kind && f.Key == key);
}
