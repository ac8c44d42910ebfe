using System.Text;
using Kartothek.Columns;
using static Kartothek.Core.Tests.CommitRows;

namespace Kartothek.Core.Tests;

/// <summary>Commits that come first and second: on the rows 1|10, 1|11, 2|20, 3|30, 3|31, 3|32 in a file each, where version 1 had another file in partition 1, and version 3 lacked those in partition 3.</summary>
internal static class CommitPair
{
    /// <summary>The dataset.</summary>
    public static async Task<Dataset> CreateAsync(IObjectStore store)
    {
        var dataset = await Dataset.CreateAsync(store, Uuid, Rows((1, 5)), Create);
        dataset = (await dataset.UpdateAsync(u => u.DeleteScope(Partition(1)).Append(Rows((1, 10))), Update)).Dataset;
        dataset = (await dataset.AppendAsync(Rows((1, 11), (2, 20)), Update)).Dataset;
        foreach (var v in new[] { 30, 31, 32 })
        {
            dataset = (await dataset.AppendAsync(Rows((3, v)), Update)).Dataset;
        }
        return dataset;
    }

    /// <summary>What another writer commits in the gap, and what it makes of the rows. Where it meets, it has to do with partition 1, which the second commit is about.</summary>
    public static (Func<IObjectStore, Task> RunAsync, Func<string[], string[]> Apply) First(CommitKind kind, bool meets)
    {
        var p = meets ? 1 : 3;
        return kind switch
        {
            CommitKind.Append => (On(d => d.AppendAsync(Rows((p, 19)), Update)), rows => [.. rows, $"{p}|19"]),
            CommitKind.Delete => (On(d => d.UpdateAsync(u => u.DeleteScope(Partition(p)))), rows => Without(rows, p)),
            CommitKind.Replace => (On(d => d.UpdateAsync(u => u.DeleteScope(Partition(p)).Append(Rows((p, 19))), Update)), rows => [.. Without(rows, p), $"{p}|19"]),
            CommitKind.Index => (On(d => d.UpdateAsync(u => u.BuildIndex("v"))), rows => rows),
            CommitKind.Metadata => (On(d => d.UpdateAsync(u => u.AddColumn(new Field("added", ColumnType.String)))), rows => rows),
            CommitKind.Rewrite => (On(d => d.UpdateRowsAsync(WhereV(meets ? 10 : 30), [new ColumnSetter("v", Scalar.Constant(19L, ColumnType.Int64))])), rows => [.. rows.Select(r => r == (meets ? "1|10" : "3|30") ? $"{p}|19" : r)]),
            CommitKind.Compact => (On(d => d.CompactAsync(new() { MinFiles = meets ? 2 : 3 })), rows => rows),
            CommitKind.Restore => (On(d => d.RestoreAsync(meets ? 1 : 3)), rows => meets ? ["1|5"] : Without(rows, 3)),
            CommitKind.Python => (store => PythonAddsAsync(store, p), rows => [.. rows, $"{p}|20"]),
            CommitKind.Create => (async store =>
            {
                await Dataset.DeleteAsync(store, Uuid);
                await Dataset.CreateAsync(store, Uuid, Rows((1, 99)), Create);
            }, _ => ["1|99"]),
            CommitKind.Overwrite => (async store => await Dataset.CreateAsync(store, Uuid, Rows((1, 99)), Create with { Overwrite = true }), _ => ["1|99"]),
            _ => (UnknownAsync, rows => rows),
        };
    }

    /// <summary>The commit that comes second, and what it makes of the rows.</summary>
    public static (Func<IObjectStore, Task> RunAsync, Func<string[], string[]> Apply) Second(CommitKind kind, CommitKind first) => kind switch
    {
        CommitKind.Append => (On(d => d.AppendAsync(Rows((1, 12)), Update)), rows => [.. rows, "1|12"]),
        // A scope is chosen anew, so that one whose files others have deleted is fulfilled; labels name files.
        CommitKind.Delete => (On(d => d.UpdateAsync(u => OfPartition1(u, first))), rows => Without(rows, 1)),
        CommitKind.Replace => (On(d => d.UpdateAsync(u => OfPartition1(u, first).Append(Rows((1, 12))), Update)), rows => [.. Without(rows, 1), "1|12"]),
        CommitKind.Index => (On(d => d.UpdateAsync(u => u.DropIndex("v"))), rows => rows),
        CommitKind.Metadata => (On(d => d.UpdateAsync(u => u.MergeMetadata(new() { ["note"] = 1 }))), rows => rows),
        CommitKind.Rewrite => (On(d => d.DeleteRowsAsync(WhereV(11))), rows => [.. rows.Where(r => r != "1|11")]),
        CommitKind.Compact => (On(d => d.CompactAsync()), rows => rows),
        CommitKind.Create => (async store => await Dataset.CreateAsync(store, Uuid, Rows((7, 70)), Create), _ => ["7|70"]),
        CommitKind.Overwrite => (async store => await Dataset.CreateAsync(store, Uuid, Rows((7, 70)), Create with { Overwrite = true }), _ => ["7|70"]),
        CommitKind.Restore => (On(d => d.RestoreAsync(3)), rows => Without(rows, 3)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static DatasetUpdate OfPartition1(DatasetUpdate update, CommitKind first) => first == CommitKind.Delete
        ? update.DeletePartitions(update.Dataset.Partitions.Select(p => p.Label).Where(l => l.StartsWith("p=1/", StringComparison.Ordinal)))
        : update.DeleteScope(Partition(1));

    private static IReadOnlyDictionary<string, object> Partition(long p) => new Dictionary<string, object> { ["p"] = p };

    private static string[] Without(string[] rows, long p) => [.. rows.Where(r => !r.StartsWith($"{p}|", StringComparison.Ordinal))];

    private static Func<IObjectStore, Task> On<T>(Func<Dataset, ValueTask<T>> run) => async store => await run(await OpenAsync(store));

    /// <summary>A file more in the header, as Python adds it: behind the others, with our entry carried along.</summary>
    private static async Task PythonAddsAsync(IObjectStore store, long p)
    {
        var label = $"p={p}/5494508399e4120be65765262e40cad5";
        var source = (await OpenAsync(store)).Partitions.Single(f => f.Label.StartsWith("p=2/", StringComparison.Ordinal));
        await store.CopyAsync(source.Key, $"{Uuid}/table/{label}.parquet");
        await OverwriteLikePythonAsync(store, await HeaderAsync(store), h =>
            h.Replace("}}}, \"partition_keys\"", $"}}}}, \"{label}\": {{\"files\": {{\"table\": \"{Uuid}/table/{label}.parquet\"}}}}}}, \"partition_keys\"", StringComparison.Ordinal));
    }

    /// <summary>A commit of a kind that this version doesn't know.</summary>
    private static async Task UnknownAsync(IObjectStore store)
    {
        await (await OpenAsync(store)).UpdateAsync(u => u.MergeMetadata(new() { ["i"] = 1 }));
        var header = Encoding.UTF8.GetString(await HeaderAsync(store));
        await store.PutAsync(DatasetKeys.JsonHeader(Uuid), Encoding.UTF8.GetBytes(header.Replace("\"metadata\"]", "\"zebra\"]", StringComparison.Ordinal)));
    }
}
