using Kartothek.Columns;
using Kartothek.Testing;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

/// <summary>Row-level operations over a store that fails, dies, or loses the reply of its n-th request, for every n: afterwards the dataset is the old one or the new one.</summary>
public sealed class RewriteFaultTests
{
    private static readonly ColumnScalar A = Scalar.Column("a", ColumnType.Int64);

    private static RowFilter Twos { get; } = RowFilter.Where(Scalar.Equal(A, Scalar.Constant(2L, ColumnType.Int64)));

    public static TheoryData<string, FaultKind, bool> Cases()
    {
        var cases = new TheoryData<string, FaultKind, bool>();
        foreach (var operation in new[] { "delete", "update", "move", "upsert", "complete", "compact", "sort", "partition" })
        {
            foreach (var kind in new[] { FaultKind.Fail, FaultKind.LoseReply, FaultKind.Crash, FaultKind.CrashAfter })
            {
                cases.Add(operation, kind, false);
            }
            cases.Add(operation, FaultKind.LoseReply, true);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_dataset_is_the_old_one_or_the_new_one(string operation, FaultKind kind, bool hasRival)
    {
        var objects = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        var old = await StateAsync(objects);
        var clean = await objects.InMemoryAsync();
        await RunAsync(operation, clean);
        var @new = await StateAsync(clean);
        Assert.NotEqual(old.Rows.Concat(old.Keys), @new.Rows.Concat(@new.Keys));
        for (var at = 1; ; at++)
        {
            var inner = await objects.InMemoryAsync();
            var store = new FaultStore(inner) { At = at, Kind = kind, Meanwhile = hasRival ? () => AppendAsync(inner) : null };
            var isDone = false;
            try
            {
                await RunAsync(operation, store);
                isDone = true;
            }
            catch (KartothekException)
            {
            }
            if (!store.HasHappened)
            {
                Assert.True(isDone);
                return;
            }
            var rows = (await StateAsync(inner)).Rows;
            var rival = hasRival ? [RivalText] : Array.Empty<string>();
            var isOld = rows.SequenceEqual(old.Rows.Concat(rival).Order(StringComparer.Ordinal));
            var isNew = rows.SequenceEqual(@new.Rows.Concat(rival).Order(StringComparer.Ordinal));
            Assert.True(isNew || (isOld && !isDone), $"{operation}, {kind} of request {at} ({store.Log[at - 1]}): {(isDone ? "done" : "failed")}\n{string.Join('\n', rows)}");
        }
    }

    // No row of it satisfies a filter, and no new row has its key.
    private static Row Rival { get; } = new(900, "x", 9, 9, "rival", null, 9);

    private const string RivalText = "900|x|9|9|rival|-|9";

    private static async Task AppendAsync(IObjectStore store) => await (await Dataset.OpenAsync(store, "test")).AppendAsync(RewriteRows.Source(Rival));

    private static async Task RunAsync(string operation, IObjectStore store)
    {
        var dataset = await Dataset.OpenAsync(store, "test");
        var options = new RewriteOptions { MaxParallelism = 1 };
        Row[] rows = [RewriteRows.Some[1] with { A = 50 }, RewriteRows.Some[7] with { A = 51 }, RewriteRows.Some[2] with { Id = 300 }];
        var task = operation switch
        {
            "delete" => dataset.DeleteRowsAsync(Twos, options),
            "update" => dataset.UpdateRowsAsync(Twos, [new("a", Scalar.Constant(22L, ColumnType.Int64))], options),
            "move" => dataset.UpdateRowsAsync(Twos, [new("p", Scalar.Constant("w", ColumnType.String))], options),
            "upsert" => dataset.UpsertAsync(RewriteRows.Source(rows), ["id"], options),
            "complete" => dataset.UpsertAsync(RewriteRows.Source(rows, ["id", "p", "small"]), ["id"], options),
            "compact" => dataset.CompactAsync(new() { MaxParallelism = 1 }),
            "sort" => dataset.CompactAsync(new() { MaxParallelism = 1, SortBy = ["a"], Files = new() { BufferBytes = 1 } }),
            _ => dataset.CompactAsync(new() { MaxParallelism = 1, PartitionOn = ["small"] }),
        };
        await task;
    }

    private static async Task<(List<string> Rows, List<string> Keys)> StateAsync(IObjectStore store)
    {
        var dataset = await Dataset.OpenAsync(store, "test");
        await RewriteRows.CheckIndicesAsync(dataset);
        return ([.. (await RewriteRows.ReadNullableAsync(dataset)).Select(r => r).Order(StringComparer.Ordinal)], [.. dataset.Partitions.Select(p => p.Key)]);
    }
}
