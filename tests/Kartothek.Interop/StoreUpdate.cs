using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Interop;

/// <summary>
/// Copies a store, and updates its datasets: appends the rows of the first file again with raised ids, deletes the files of one partition value, builds one more index, and collects garbage.
/// </summary>
internal static class StoreUpdate
{
    /// <summary>Updates a store and its answers.</summary>
    public static async Task RunAsync(StoreFolder source, StoreFolder folder, PythonTarget target, Report report)
    {
        var answers = source.ReadAnswers();
        var kept = new JsonArray();
        source.CopyTo(folder);
        var golden = GoldenCase.Read(source.Library, source.Case, source.Path);
        await using var store = new LocalStore(folder.Store);
        foreach (var group in answers["datasets"]!.AsArray().Select(e => e!.AsObject()).GroupBy(e => e["dataset"]?.GetValue<string>() ?? ""))
        {
            if (WhyLeft(group) is { } why)
            {
                report.Left(source, group.Key, why);
                continue;
            }
            try
            {
                var entry = group.Single();
                var dataset = await Dataset.OpenAsync(store, group.Key, new DatasetOptions { Table = entry["table"]?.GetValue<string>(), MaxParallelism = 1 });
                if (dataset.Partitions.Any(p => p.Format != FileFormat.Parquet))
                {
                    report.Left(source, group.Key, "CSV files, which are read and not written");
                    continue;
                }
                var recorded = golden.Datasets.First(d => d.Uuid == group.Key);
                kept.Add(await UpdateAsync(dataset, golden, recorded, entry, target));
                report.Wrote();
            }
            catch (Exception e) when (e is KartothekException or NotSupportedException or InvalidOperationException or KeyNotFoundException)
            {
                report.Failed(source, group.Key, e);
            }
        }
        if (kept.Count == 0)
        {
            Directory.Delete(folder.Path, recursive: true);
            return;
        }
        answers["datasets"] = kept;
        folder.WriteAnswers(answers);
    }

    private static string? WhyLeft(IEnumerable<JsonObject> entries)
    {
        var first = entries.First();
        return first.ContainsKey("create_error") ? "Python could not create it"
            : first.ContainsKey("cube") || !first.ContainsKey("columns") ? "a cube"
            : entries.Count() > 1 ? "several tables, which an update would leave with files of one alone"
            : null;
    }

    private static async Task<JsonObject> UpdateAsync(Dataset dataset, GoldenCase golden, GoldenDataset recorded, JsonObject entry, PythonTarget target)
    {
        var options = new UpdateOptions { Commit = new CommitOptions { Retention = HistoryRetention.None } };
        var updated = new UpdatedAnswers(golden, recorded, entry);
        var first = recorded.Partitions is { } partitions ? partitions.FirstOrDefault(p => p.RowCount > 0) : null;
        var rows = first is null || recorded.RowId is null ? null
            : RaisedIds.Of(await SourceDataset.RowsAsync(dataset, dataset.Header.Partitions[dataset.Header.IndexOf(first.Label)]), recorded.RowId);
        var removed = ImmutableHashSet<string>.Empty;
        if (!dataset.PartitionColumns.IsEmpty && dataset.Partitions is [.., var last])
        {
            var column = dataset.Schema[dataset.PartitionColumns[0]];
            var value = last.Values[0];
            var labels = dataset.Partitions.Where(p => Equals(p.Values[0].Value, value.Value)).Select(p => p.Label).ToImmutableHashSet();
            var report = await dataset.UpdateAsync(u => u.Delete(Scalar.Equal(Scalar.Column(column), value)), options);
            dataset = report.Dataset;
            removed = labels;
        }
        if (rows is not null)
        {
            var before = dataset.Partitions.Select(p => p.Label).ToHashSet();
            dataset = (await dataset.UpdateAsync(u => u.Append(rows), options)).Dataset;
            var added = dataset.Partitions.Single(p => !before.Contains(p.Label));
            updated.Append(first!, added.Label, added.Key);
        }
        // Behind the rows that were appended, since those may be of a file that was removed.
        updated.Remove(removed);
        if (updated.IndexToBuild(dataset) is { } index)
        {
            dataset = (await dataset.UpdateAsync(u => u.BuildIndex(index), options with { PythonTarget = target })).Dataset;
            updated.AddIndex(index);
        }
        await dataset.CollectGarbageAsync(new GarbageOptions { Retention = TimeSpan.Zero });
        return updated.ToJson(JsonObject.Create(dataset.Metadata));
    }
}
