using Kartothek.Columns;
using Kartothek.Testing;
using Row = Kartothek.Core.Tests.RewriteRows.Row;

namespace Kartothek.Core.Tests;

public sealed class DeleteRowsTests
{
    private static readonly ColumnScalar Id = Scalar.Column("id", ColumnType.Int64);
    private static readonly ColumnScalar P = Scalar.Column("p", ColumnType.String);
    private static readonly ColumnScalar A = Scalar.Column("a", ColumnType.Int64);

    private static RowFilter Where(Scalar condition) => RowFilter.Where(condition);

    private static Scalar Is(ColumnScalar column, object value) => Scalar.Equal(column, Scalar.Constant(value, column.Type));

    [Fact]
    public async Task Rows_that_satisfy_the_filter_are_gone_and_the_others_keep_their_order()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.DeleteRowsAsync(Where(Scalar.In(Id, [1L, 2L, 4L])));
        Assert.Equal(RewriteRows.Some.Where(r => r.Id is not (1 or 2 or 4)).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
        Assert.Equal((2, 0, 2, 2, 3L, 0L), (report.FilesRewritten, report.FilesRemoved, report.FilesUntouched, report.FilesWritten, report.RowsDeleted, report.RowsUpdated));
        await RewriteRows.CheckIndicesAsync(report.Dataset);
    }

    [Fact]
    public async Task Files_without_such_rows_keep_their_keys_and_rewritten_ones_their_places()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.DeleteRowsAsync(Where(Is(Id, 4L)));
        var (before, after) = (dataset.Partitions, report.Dataset.Partitions);
        Assert.Equal([before[0].Key, before[2].Key, before[3].Key], [after[0].Key, after[2].Key, after[3].Key]);
        Assert.StartsWith("test/table/p=x/", after[1].Key, StringComparison.Ordinal);
        Assert.NotEqual(before[1].Key, after[1].Key);
    }

    [Fact]
    public async Task A_file_all_of_whose_rows_are_proven_to_match_is_dropped_without_reading_data()
    {
        var store = new CountingStore(await RewriteRows.Dataset(RewriteRows.Long).StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "test");
        var before = store.Counts;
        var report = await dataset.DeleteRowsAsync(Where(Is(P, "x")));
        var counts = store.Counts - before;
        Assert.Equal((0, 2, 2, 0, 6L), (report.FilesRewritten, report.FilesRemoved, report.FilesUntouched, report.FilesWritten, report.RowsDeleted));
        Assert.Equal(0, counts.Ranges);
        Assert.Equal(RewriteRows.Long.Where(r => r.P != "x").Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
        await RewriteRows.CheckIndicesAsync(report.Dataset);
    }

    [Fact]
    public async Task Statistics_prove_as_keys_do()
    {
        var store = new CountingStore(await RewriteRows.Dataset(RewriteRows.Long).StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "test");
        var before = store.Counts;
        var report = await dataset.DeleteRowsAsync(Where(Scalar.Less(Id, Scalar.Constant(6L, ColumnType.Int64))));
        Assert.Equal(0, (store.Counts - before).Ranges);
        Assert.Equal((2, 6L), (report.FilesRemoved, report.RowsDeleted));
        // What can't be proven is read.
        before = store.Counts;
        await report.Dataset.DeleteRowsAsync(Where(Scalar.In(Id, [7L, 10L])));
        Assert.True((store.Counts - before).Ranges > 0);
    }

    [Fact]
    public async Task Where_nothing_matches_no_commit_is_made()
    {
        var store = new CountingStore(await RewriteRows.Dataset(RewriteRows.Long).StoreAsync());
        var dataset = await Dataset.OpenAsync(store, "test");
        var before = store.Counts;
        var report = await dataset.DeleteRowsAsync(Where(Scalar.And(Is(A, 2L), Is(Id, 3L))));
        Assert.Null(report.Commit);
        Assert.Equal((0, 4, 0L), (report.FilesRewritten, report.FilesUntouched, report.RowsDeleted));
        Assert.Equal(0, (store.Counts - before).Puts);
    }

    [Fact]
    public async Task Without_condition_all_rows_go()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.DeleteRowsAsync(RowFilter.All);
        Assert.Equal((4, 12L), (report.FilesRemoved, report.RowsDeleted));
        Assert.Empty(report.Dataset.Partitions);
    }

    [Fact]
    public async Task Null_is_unequal_to_any_value_and_not_less()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var report = await dataset.DeleteRowsAsync(Where(Scalar.NotEqual(A, Scalar.Constant(2L, ColumnType.Int64))));
        Assert.Equal(RewriteRows.Some.Where(r => !(r.A != 2)).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
        dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        report = await dataset.DeleteRowsAsync(Where(Scalar.Less(A, Scalar.Constant(2L, ColumnType.Int64))));
        Assert.Equal(RewriteRows.Some.Where(r => !(r.A < 2)).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
    }

    [Fact]
    public async Task A_residual_is_asked_about_rows_that_satisfy_the_condition()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var asked = new System.Collections.Concurrent.ConcurrentBag<long>();
        var residual = new RowResidual(new Schema([dataset.Schema["id"]]), () => (block, holds) =>
        {
            for (var i = 0; i < block.Length; i++)
            {
                var id = (long)VectorValues.At(block.Columns[0], i)!;
                asked.Add(id);
                holds[i] = id % 2 == 1;
            }
        });
        var report = await dataset.DeleteRowsAsync(new RowFilter { Condition = Is(A, 3L), Residual = residual });
        Assert.Equal([3L, 7L, 11L], asked.Order());
        Assert.Equal(RewriteRows.Some.Where(r => !(r.A == 3 && r.Id % 2 == 1)).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
    }

    [Fact]
    public async Task Rows_appended_in_the_gap_are_deleted_too_and_other_work_is_kept()
    {
        var inner = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        var appended = new List<string>();
        var store = HeaderGap(inner, async () =>
        {
            var other = await Dataset.OpenAsync(inner, "test");
            var commit = await other.AppendAsync(RewriteRows.Source(new Row(100, "x", 2, 1, "n", null, 1), new Row(101, "x", 1, 1, "n", null, 1)));
            appended.AddRange(commit.Dataset.Partitions.Select(p => p.Key).Except(other.Partitions.Select(p => p.Key)));
        });
        var dataset = await Dataset.OpenAsync(store, "test");
        var report = await dataset.DeleteRowsAsync(Where(Is(A, 2L)));
        Assert.Equal(2, report.Commit!.Attempts);
        Assert.Equal(4L, report.RowsDeleted);
        var rows = await RewriteRows.ReadAsync(report.Dataset);
        Assert.Equal([.. RewriteRows.Some.Where(r => r.A != 2).Select(r => r.Id), 101], rows.Select(r => r.Id));
        // Files of the first attempt were used again: nothing was written in vain.
        Assert.All(await RewriteRows.OrphansAsync(report.Dataset), k => Assert.True(dataset.Partitions.Any(p => p.Key == k) || appended.Contains(k)));
    }

    [Fact]
    public async Task A_file_that_another_writer_took_away_is_planned_anew()
    {
        var inner = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        var store = HeaderGap(inner, async () => await (await Dataset.OpenAsync(inner, "test")).DeleteRowsAsync(Where(Scalar.In(Id, [0L, 2L]))));
        var dataset = await Dataset.OpenAsync(store, "test");
        var report = await dataset.DeleteRowsAsync(Where(Is(A, 2L)));
        Assert.Equal(RewriteRows.Some.Where(r => r.Id is not (0 or 2) && r.A != 2).Select(r => r.Text), await RewriteRows.TextsAsync(report.Dataset));
        Assert.Equal(2L, report.RowsDeleted);
        // What was written for the file that vanished is deleted again.
        Assert.All(await RewriteRows.OrphansAsync(await Dataset.OpenAsync(inner, "test")), k => Assert.Contains(k, dataset.Partitions.Select(p => p.Key)));
    }

    [Fact]
    public async Task What_was_cancelled_leaves_nothing()
    {
        var store = await RewriteRows.Dataset(RewriteRows.Some).StoreAsync();
        var before = await store.KeysAsync();
        var dataset = await Dataset.OpenAsync(store, "test");
        using var stop = new CancellationTokenSource();
        var progress = new Steps(() => stop.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await dataset.DeleteRowsAsync(Where(Is(A, 2L)), new() { Progress = progress, MaxParallelism = 1 }, stop.Token));
        Assert.Equal(before, await store.KeysAsync());
    }

    [Fact]
    public async Task Progress_comes_to_its_end()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var seen = new List<RewriteProgress>();
        await dataset.DeleteRowsAsync(Where(Is(A, 2L)), new() { Progress = new Seen(seen), MaxParallelism = 1 });
        Assert.Equal(seen[^1].FilesTotal, seen[^1].FilesDone);
        Assert.True(seen[^1].RowsWritten > 0);
    }

    [Fact]
    public async Task An_unknown_column_is_named()
    {
        var dataset = await RewriteRows.Dataset(RewriteRows.Some).OpenAsync();
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.DeleteRowsAsync(Where(Is(Scalar.Column("idd", ColumnType.Int64), 1L))));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
    }

    /// <summary>A store in which another writer is first when the header is put for the first time.</summary>
    internal static FaultStore HeaderGap(IObjectStore inner, Func<Task> meanwhile) => new(inner)
    {
        Kind = FaultKind.Delay,
        At = 1,
        Counts = (verb, key) => verb == "put" && key.EndsWith(DatasetKeys.JsonSuffix, StringComparison.Ordinal),
        Meanwhile = meanwhile,
    };

    private sealed class Steps(Action step) : IProgress<RewriteProgress>
    {
        public void Report(RewriteProgress value) => step();
    }

    private sealed class Seen(List<RewriteProgress> seen) : IProgress<RewriteProgress>
    {
        public void Report(RewriteProgress value) => seen.Add(value);
    }
}
