using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Parquet;

namespace Kartothek.Interop;

/// <summary>Writes the datasets of a store anew: the same rows in the same files' order, under the same names, with the same keys, indices and metadata.</summary>
internal static class StoreRewrite
{
    /// <summary>Writes a store and its answers.</summary>
    public static async Task RunAsync(StoreFolder source, StoreFolder folder, PythonTarget target, Report report)
    {
        var answers = source.ReadAnswers();
        var entries = answers["datasets"]!.AsArray();
        var kept = new JsonArray();
        await using var from = new LocalStore(source.Store);
        Directory.CreateDirectory(folder.Store);
        await using var to = new LocalStore(folder.Store);
        foreach (var group in entries.Select(e => e!.AsObject()).GroupBy(e => e["dataset"]?.GetValue<string>() ?? ""))
        {
            if (WhyLeft(group) is { } why)
            {
                report.Left(source, group.Key, why);
                continue;
            }
            try
            {
                var dataset = await SourceDataset.OpenAsync(from, group.Key, group.Select(e => e["table"]?.GetValue<string>() ?? "table"));
                if (dataset.Tables.Any(t => t.Partitions.Any(p => p.Format != FileFormat.Parquet)))
                {
                    report.Left(source, group.Key, "CSV files, which are read and not written");
                    continue;
                }
                var (written, labels) = await WriteAsync(dataset, to, target, group.First()["spec"] as JsonObject);
                foreach (var entry in group)
                {
                    var relabelled = Answers.Relabelled(entry, labels);
                    if (relabelled.ContainsKey("metadata"))
                    {
                        // A header of Python's may lack the time of its creation; ours says it.
                        relabelled["metadata"] = JsonObject.Create(written.Metadata);
                    }
                    kept.Add(relabelled);
                }
                report.Wrote();
            }
            catch (Exception e) when (e is KartothekException or NotSupportedException or InvalidOperationException or KeyNotFoundException)
            {
                report.Failed(source, group.Key, e);
            }
        }
        if (kept.Count > 0)
        {
            answers["datasets"] = kept;
            folder.WriteAnswers(answers);
        }
        else
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static string? WhyLeft(IEnumerable<JsonObject> entries)
    {
        var first = entries.First();
        if (first["create_error"] is { } error)
        {
            return $"Python could not create it either ({error.GetValue<string>()})";
        }
        return first.ContainsKey("cube") || !first.ContainsKey("columns") ? "a cube" : null;
    }

    private static async Task<(Dataset Dataset, Dictionary<string, WrittenLabel> Labels)> WriteAsync(SourceDataset dataset, IObjectStore to, PythonTarget target, JsonObject? spec)
    {
        var header = dataset.Header;
        var indices = header.Indices.Select(i => i.Column).ToImmutableArray();
        var labels = new Dictionary<string, WrittenLabel>(StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<WrittenPartition>();
        foreach (var partition in header.Partitions)
        {
            foreach (var table in dataset.Tables.Where(t => partition.FileOf(t.Table) is not null))
            {
                var rows = await SourceDataset.RowsAsync(table, partition);
                var writer = new PartitionWriter(
                    new PartitionWriteOptions
                    {
                        Store = to,
                        Uuid = header.Uuid,
                        Table = table.Table,
                        PartitionOn = header.PartitionKeys,
                        IndexColumns = [.. indices.Where(table.Schema.Contains)],
                        Files = Layout(spec),
                        Labels = new GivenLabels(partition.Label[(partition.Label.LastIndexOf('/') + 1)..]),
                    },
                    rows.Schema);
                foreach (var file in await writer.WriteAsync(rows.Blocks, CancellationToken.None))
                {
                    labels[partition.Label] = new WrittenLabel(file.Label, labels.GetValueOrDefault(partition.Label)?.Keys.SetItem(table.Table, file.Key) ?? ImmutableDictionary<string, string>.Empty.Add(table.Table, file.Key));
                    files.Add(file);
                }
            }
        }
        var main = dataset.Tables.FirstOrDefault(t => indices.All(t.Schema.Contains)) ?? dataset.Tables[0];
        var change = new DatasetChange
        {
            Kind = ChangeKind.Create,
            Table = main.Table,
            OtherTables = dataset.Tables.Where(t => t != main).ToImmutableSortedDictionary(t => t.Table, t => SchemaNormalization.Normalize(t.Schema, header.PartitionKeys)),
            Added = files.DrainToImmutable(),
            Schema = SchemaNormalization.Normalize(main.Schema, header.PartitionKeys),
            PartitionOn = header.PartitionKeys,
            BuiltIndices = indices,
            Metadata = JsonObject.Create(header.UserMetadata()),
            Format = header.Format,
            Target = target,
        };
        var report = await Committer.CommitAsync(to, header.Uuid, (_, _) => new(change), new CommitOptions());
        return (report.Dataset, labels);
    }

    private static FileLayout Layout(JsonObject? spec)
    {
        var layout = new FileLayout();
        if (spec?["row_group_size"] is { } rows)
        {
            layout = layout with { RowGroupRows = rows.GetValue<int>() };
        }
        return spec?["compression"] is { } codec ? layout with { Compression = Enum.Parse<Compression>(codec.GetValue<string>(), ignoreCase: true) } : layout;
    }
}
