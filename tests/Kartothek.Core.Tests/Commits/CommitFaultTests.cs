using Kartothek.Columns;
using Kartothek.Testing;
using static Kartothek.Core.Tests.CommitRows;

namespace Kartothek.Core.Tests;

/// <summary>Every operation, with a fault at every one of its requests: afterwards the old state or the new one.</summary>
public sealed class CommitFaultTests
{
    private static readonly FaultKind[] Faults = [FaultKind.Fail, FaultKind.LoseReply, FaultKind.Crash, FaultKind.CrashAfter];

    public static TheoryData<string> Operations => [.. CommitOperation.All.Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whatever_request_fails_the_dataset_is_the_old_one_or_the_new_one(string name)
    {
        var operation = CommitOperation.All.Single(o => o.Name == name);
        var before = await BeforeAsync(operation);
        var old = operation.Creates ? null : await SortedAsync(before);
        var after = Sorted(operation.Apply(old ?? []));
        var requests = await CountAsync(before, operation);
        for (var n = 1; n <= requests; n++)
        {
            foreach (var kind in Faults)
            {
                var store = await before.InMemoryAsync();
                var fault = new FaultStore(store) { At = n, Kind = kind };
                var error = await TryAsync(operation, fault);
                var what = $"{name}, {kind} at {n} of {requests} ({fault.Log[n - 1]}): {error?.Message}";
                await CheckAsync(store, old, after, error, what);
                await CollectAsync(store, what);
                await CheckAsync(store, old, after, error, what);
                if (error is not null && await ReadAsync(store) is var now && Same(now, old) && !Same(old, after))
                {
                    await operation.RunAsync(store);
                    Assert.True(Same(await ReadAsync(store), after), $"Again after {what}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Whatever_request_fails_while_another_writer_commits_nothing_of_his_is_lost_and_nothing_is_done_twice(string name)
    {
        var operation = CommitOperation.All.Single(o => o.Name == name);
        var before = await BeforeAsync(operation);
        var old = operation.Creates ? [] : await SortedAsync(before);
        string[] others = operation.Creates ? Sorted(["9|90"]) : Sorted([.. old, "9|90"]);
        string[][] allowed = operation switch
        {
            // One of the two creates it.
            { Creates: true } => [others, Sorted(operation.Apply([]))],
            { Replaces: true } => [others, Sorted(operation.Apply(old)), Sorted([.. operation.Apply(old), "9|90"])],
            _ => [others, Sorted(operation.Apply([.. old, "9|90"]))],
        };
        var requests = await CountAsync(before, operation);
        for (var n = 1; n <= requests; n++)
        {
            foreach (var kind in Faults.Append(FaultKind.Delay))
            {
                var store = await before.InMemoryAsync();
                var fault = new FaultStore(store) { At = n, Kind = kind, Meanwhile = () => OtherWriterAsync(store, operation) };
                var error = await TryAsync(operation, fault);
                var what = $"{name}, {kind} at {n} of {requests} ({fault.Log[n - 1]}): {error?.Message}";
                var now = (await ReadAsync(store))!;
                Assert.True(allowed.Any(rows => Same(rows, now)), $"{what}: {string.Join(", ", now)}");
                if (error is null)
                {
                    Assert.True(allowed.Skip(1).Any(rows => Same(rows, now)), $"Acknowledged, and not there: {what}");
                }
                if (error is CommitConflictException)
                {
                    Assert.True(Same(now, others), $"A conflict, and it is there: {what}");
                }
                await CheckIndexAsync(await OpenAsync(store), what);
                await CollectAsync(store, what);
                Assert.Equal(now, await ReadAsync(store));
            }
        }
    }

    [Fact]
    public async Task A_commit_that_is_cancelled_at_any_request_is_made_or_changes_nothing()
    {
        var before = await BeforeAsync(CommitOperation.All.Single(o => o.Name == "append"));
        string[] old = await SortedAsync(before), after = Sorted([.. old, "3|30"]);
        var wasCancelled = 0;
        for (var n = 1; ; n++)
        {
            using var cancellation = new CancellationTokenSource();
            var store = await before.InMemoryAsync();
            var fault = new FaultStore(store) { At = n, Kind = FaultKind.Delay, Meanwhile = cancellation.CancelAsync };
            var isMade = false;
            try
            {
                await (await OpenAsync(fault)).AppendAsync(Rows((3, 30)), Update, cancellation.Token);
                isMade = true;
            }
            catch (OperationCanceledException)
            {
                wasCancelled++;
            }
            Assert.Equal(isMade ? after : old, await ReadAsync(store));
            await CollectAsync(store, $"cancelled at {n}");
            Assert.Equal(isMade ? after : old, await ReadAsync(store));
            if (!fault.HasHappened)
            {
                Assert.True(wasCancelled > 5);
                return;
            }
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("append")]
    [InlineData("upsert")]
    [InlineData("delete rows")]
    [InlineData("compact")]
    public async Task A_write_that_is_cancelled_at_any_request_leaves_no_files(string name)
    {
        var before = await BeforeAsync(CommitOperation.All.Single(o => o.Name == name));
        string[] old = [.. await FilesAsync(before)];
        for (var n = 1; ; n++)
        {
            using var cancellation = new CancellationTokenSource();
            var store = await before.InMemoryAsync();
            var fault = new FaultStore(store) { At = n, Kind = FaultKind.Delay, Meanwhile = cancellation.CancelAsync };
            try
            {
                await RunAsync(name, fault, cancellation.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(old, await FilesAsync(store));
            }
            if (!fault.HasHappened)
            {
                Assert.True(n > 10);
                return;
            }
        }

        static async Task<List<string>> FilesAsync(IObjectStore store) =>
            [.. (await store.KeysAsync()).Where(k => k.EndsWith(DatasetKeys.ParquetSuffix, StringComparison.Ordinal))];

        static async Task RunAsync(string name, IObjectStore store, CancellationToken token)
        {
            if (name == "create")
            {
                await Dataset.CreateAsync(store, Uuid, Rows((1, 10), (2, 20)), Create, token);
                return;
            }
            var dataset = await OpenAsync(store);
            var options = new RewriteOptions { MaxParallelism = 1 };
            await (name switch
            {
                "append" => dataset.AppendAsync(Rows((3, 30)), Update, token).AsTask(),
                "upsert" => dataset.UpsertAsync(Rows((2, 11), (2, 22)), ["v"], options, token).AsTask(),
                "delete rows" => dataset.DeleteRowsAsync(WhereV(11), options, token).AsTask(),
                _ => (Task)dataset.CompactAsync(new() { MaxParallelism = 1 }, token).AsTask(),
            });
        }
    }

    private static async Task<MemoryStore> BeforeAsync(CommitOperation operation)
    {
        var store = new MemoryStore();
        if (!operation.Creates)
        {
            await CommitRows.CreateAsync(store);
        }
        return store;
    }

    private static async Task OtherWriterAsync(IObjectStore store, CommitOperation operation)
    {
        try
        {
            if (operation.Creates)
            {
                await Dataset.CreateAsync(store, Uuid, Rows((9, 90)), Create);
            }
            else
            {
                await (await OpenAsync(store)).AppendAsync(Rows((9, 90)), Update);
            }
        }
        catch (KartothekException e) when (operation.Creates && e.Kind == ErrorKind.Conflict)
        {
            // Ours was first.
        }
    }

    private static async Task<int> CountAsync(MemoryStore before, CommitOperation operation)
    {
        var counted = new FaultStore(await before.InMemoryAsync());
        await operation.RunAsync(counted);
        return counted.Requests;
    }

    private static async Task<Exception?> TryAsync(CommitOperation operation, IObjectStore store)
    {
        try
        {
            await operation.RunAsync(store);
            return null;
        }
        catch (KartothekException e)
        {
            return e;
        }
    }

    private static async Task CheckAsync(MemoryStore store, string[]? old, string[] after, Exception? error, string what)
    {
        var now = await ReadAsync(store);
        Assert.True(Same(now, after) || (error is not null && Same(now, old)), $"{what}: {string.Join(", ", now ?? ["nothing"])}");
        if (now is not null)
        {
            await CheckIndexAsync(await OpenAsync(store), what);
        }
    }

    private static async Task CheckIndexAsync(Dataset dataset, string what)
    {
        if (dataset.Header.Indices.IsEmpty)
        {
            return;
        }
        var values = (await TextsAsync(dataset)).Select(r => long.Parse(r[(r.IndexOf('|', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        var labels = await LabelsByValueAsync(dataset);
        Assert.True(values.Distinct().Order().SequenceEqual(labels.Keys.Order()), $"{what}: the index has {string.Join(", ", labels.Keys)}");
        Assert.All(labels.Values.SelectMany(l => l), label => Assert.Contains(dataset.Partitions, p => p.Label == label));
    }

    /// <summary>Collects garbage, and looks that nothing stays that nobody refers to.</summary>
    private static async Task CollectAsync(MemoryStore store, string what)
    {
        await Garbage.CollectAsync(store, Uuid, new GarbageOptions { Retention = TimeSpan.Zero });
        var referenced = new HashSet<string>([DatasetKeys.JsonHeader(Uuid), DatasetKeys.MessagePackHeader(Uuid), DatasetKeys.Schema(Uuid, "table")]);
        foreach (var header in await HeaderForms.ReadAsync(store, Uuid, null, default))
        {
            referenced.UnionWith(HeaderKeys.Of(header));
        }
        foreach (var version in await VersionHistory.ListAsync(store, Uuid, default))
        {
            referenced.Add(version.Key.Of(Uuid));
            referenced.UnionWith(HeaderKeys.Of((await VersionHistory.ReadAsync(store, Uuid, version.Key, default))!));
        }
        // What a probe of a writer that died left is a few bytes in the folder of the history.
        var left = (await store.KeysAsync()).Where(k => !referenced.Contains(k) && !k.Contains("/.history/probe-", StringComparison.Ordinal));
        Assert.True(!left.Any(), $"{what}: left {string.Join(", ", left)}");
    }

    private static async Task<string[]?> ReadAsync(MemoryStore store) =>
        (await HeaderForms.ReadAsync(store, Uuid, null, default)).IsEmpty ? null : await SortedAsync(store);

    private static async Task<string[]> SortedAsync(MemoryStore store) => Sorted(await TextsAsync(store));

    private static string[] Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];

    private static bool Same(string[]? left, string[]? right) => left is null ? right is null : right is not null && left.SequenceEqual(right);
}
