using CsCheck;
using Kartothek.Columns;
using static Kartothek.Core.Tests.CommitRows;

namespace Kartothek.Core.Tests;

/// <summary>Any interleaving of writers has the outcome of their commits one after the other, in the order of their numbers.</summary>
public sealed class InterleavingTests
{
    private static readonly Gen<(int Kind, int P, int V)> Operation = Gen.Select(Gen.Int[0, 8], Gen.Int[1, 3], Gen.Int[0, 3]);

    [Fact]
    public async Task Commits_of_interleaved_writers_are_as_if_they_came_one_after_the_other()
    {
        var gen = Gen.Select(Operation.Array[1, 4].Array[2, 3], Gen.Int[0, 5].Array[5, 60]);
        await gen.SampleAsync(async (writers, order) => await CheckAsync(writers, order), iter: 60, threads: 1);
    }

    [Fact]
    public async Task Sixteen_writers_commit_fifty_times_each_and_no_row_is_lost()
    {
        var store = new MemoryStore();
        await Dataset.CreateEmptyAsync(store, Uuid, Rows().Schema, Create);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var dataset = await Dataset.OpenAsync(store, Uuid, new() { MaxParallelism = 1 });
            for (var i = 0; i < 50; i++)
            {
                var options = Update with { Commit = new() { MaxAttempts = 1000 } };
                dataset = (await dataset.AppendAsync(Rows((writer, (writer * 1000) + i)), options)).Dataset;
            }
        })));
        var rows = await TextsAsync(store);
        Assert.Equal(800, rows.Length);
        Assert.Equal(Enumerable.Range(0, 16).SelectMany(w => Enumerable.Range(0, 50).Select(i => $"{w}|{(w * 1000) + i}")).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        var now = await OpenAsync(store);
        Assert.Equal(801, now.Version);
        Assert.Equal(800, (await LabelsByValueAsync(now)).Count);
        Assert.Equal(100, (await now.HistoryAsync().ToListAsync()).Count);
    }

    private static async Task CheckAsync((int Kind, int P, int V)[][] writers, int[] order)
    {
        var store = new MemoryStore();
        await CommitRows.CreateAsync(store);
        var rows = (await TextsAsync(store)).ToList();
        var done = new List<(long Number, Func<List<string>, List<string>> Apply)>();
        var turns = new Turns(order);
        var next = 100;
        await turns.RunAsync([.. writers.Select((operations, w) => (Func<int, Task>)(async writer =>
        {
            var own = new TurnStore(store, turns, writer);
            foreach (var (kind, p, v) in operations)
            {
                var (run, apply) = Of(kind, p, 10 + v, Interlocked.Increment(ref next));
                try
                {
                    if (await run(await OpenAsync(own)) is { } number)
                    {
                        lock (done)
                        {
                            done.Add((number, apply));
                        }
                    }
                }
                catch (CommitConflictException)
                {
                    // Nothing was changed, it says.
                }
            }
        }))]);
        Assert.Equal(done.Count, done.Select(d => d.Number).Distinct().Count());
        foreach (var (_, apply) in done.OrderBy(d => d.Number))
        {
            rows = apply(rows);
        }
        var now = await OpenAsync(store);
        Assert.Equal(rows.Order(StringComparer.Ordinal), (await TextsAsync(now)).Order(StringComparer.Ordinal));
        if (!now.Header.Indices.IsEmpty)
        {
            Assert.Equal(rows.Select(r => r.Split('|')[1]).Distinct().Order(StringComparer.Ordinal), (await LabelsByValueAsync(now)).Keys.Select(k => $"{k}").Order(StringComparer.Ordinal));
        }
        await Garbage.CollectAsync(store, Uuid, new GarbageOptions { Retention = TimeSpan.Zero });
        Assert.Equal(rows.Count, (await TextsAsync(store)).Length);
    }

    private static (Func<Dataset, Task<long?>> RunAsync, Func<List<string>, List<string>> Apply) Of(int kind, int p, int v, int fresh)
    {
        var isOfP = (string row) => row.StartsWith($"{p}|", StringComparison.Ordinal);
        var isV = (string row) => row.EndsWith($"|{v}", StringComparison.Ordinal);
        var scope = new Dictionary<string, object> { ["p"] = p };
        return kind switch
        {
            0 => (async d => (await d.AppendAsync(Rows((p, fresh)), Update)).Number, rows => [.. rows, $"{p}|{fresh}"]),
            1 => (async d => (await d.UpdateAsync(u => u.DeleteScope(scope).Append(Rows((p, fresh))), Update)).Number, rows => [.. rows.Where(r => !isOfP(r)), $"{p}|{fresh}"]),
            2 => (async d => (await d.UpdateAsync(u => u.DeleteScope(scope), Update)).Number, rows => [.. rows.Where(r => !isOfP(r))]),
            3 => (async d => (await d.DeleteRowsAsync(WhereV(v), One)).Commit?.Number, rows => [.. rows.Where(r => !isV(r))]),
            4 => (async d => (await d.UpdateRowsAsync(WhereV(v), [new ColumnSetter("v", Scalar.Constant((long)fresh, ColumnType.Int64))], One)).Commit?.Number,
                rows => [.. rows.Select(r => isV(r) ? $"{r[..r.IndexOf('|', StringComparison.Ordinal)]}|{fresh}" : r)]),
            5 => (async d => (await d.UpsertAsync(Rows((p, v)), ["v"], One)).Commit?.Number, rows => [.. rows.Where(r => !isV(r)), $"{p}|{v}"]),
            6 => (async d => (await d.CompactAsync(new() { MaxParallelism = 1 })).Commit?.Number, rows => rows),
            7 => (async d => (await d.UpdateAsync(u => u.BuildIndex("v"))).Number, rows => rows),
            _ => (async d => (await d.UpdateAsync(u => u.MergeMetadata(new() { ["note"] = fresh }))).Number, rows => rows),
        };
    }

    private static RewriteOptions One { get; } = new() { MaxParallelism = 1 };
}
