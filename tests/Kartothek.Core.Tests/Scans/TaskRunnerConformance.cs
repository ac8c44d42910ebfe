using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>What every task runner does. A runner's tests derive from it.</summary>
public abstract class TaskRunnerConformance
{
    private sealed record Row(int P, int Id, string? Name);

    /// <summary>A runner that reads the files of a dataset.</summary>
    private protected abstract ITaskRunner Create(Dataset dataset);

    private static async Task<Dataset> Open()
    {
        var rows = Enumerable.Range(0, 100).Select(i => new Row(i / 50, i, i % 3 == 0 ? null : $"name {i}"));
        var data = new TestDataset<Row>().Files(rows, 50).PartitionOn("p").RowGroups(20).Without(1, "name");
        return await Dataset.OpenAsync(await data.StoreAsync(), data.Uuid);
    }

    private static ScanTask Task(Dataset dataset, int file, ImmutableArray<int> groups, params ImmutableArray<Scalar> conjuncts) => new()
    {
        FileKey = dataset.Partitions[file].Key,
        RowGroups = groups,
        Columns = dataset.Schema,
        Conjuncts = conjuncts,
        Constants = dataset.ConstantsOf(dataset.Partitions[file]),
    };

    private async Task<List<object?[]>> Run(Dataset dataset, ScanTask task)
    {
        var rows = new List<object?[]>();
        using var reader = await Create(dataset).StartAsync(task);
        while (await reader.NextAsync() is { } block)
        {
            Assert.True(block.Length > 0);
            rows.AddRange(Enumerable.Range(0, block.Length).Select(row => block.Columns.Select(c => VectorValues.At(c, row)).ToArray()));
        }
        Assert.Null(await reader.NextAsync());
        return rows;
    }

    [Fact]
    public async Task A_task_gives_the_rows_of_its_row_groups_in_order()
    {
        var dataset = await Open();

        var rows = await Run(dataset, Task(dataset, 0, [0, 2]));

        Assert.Equal(Enumerable.Range(0, 20).Concat(Enumerable.Range(40, 10)).Select(i => (long)i), rows.Select(r => (long)r[1]!));
        Assert.All(rows, r => Assert.Equal((long)r[1]! % 3 == 0 ? null : $"name {r[1]}", r[2]));
    }

    [Fact]
    public async Task Partition_columns_are_constants_and_missing_columns_null()
    {
        var dataset = await Open();

        var rows = await Run(dataset, Task(dataset, 1, [1]));

        Assert.Equal(20, rows.Count);
        Assert.All(rows, r => Assert.Equal((1L, null), (r[0], r[2])));
    }

    [Fact]
    public async Task Conditions_are_checked_row_by_row()
    {
        var dataset = await Open();
        var id = Scalar.Column("id", ColumnType.Int64);

        var rows = await Run(dataset, Task(dataset, 0, [0, 1, 2], Scalar.Greater(id, Scalar.Constant(47L, ColumnType.Int64)), Scalar.IsNull(Scalar.Column("name", ColumnType.String))));

        Assert.Equal([48L], rows.Select(r => r[1]));
    }

    [Fact]
    public async Task Rows_scanned_are_counted()
    {
        var dataset = await Open();
        // Of two columns, so that no dictionary knows the answer.
        var task = Task(
            dataset, 0, [0, 1, 2], Scalar.Or(Scalar.Less(Scalar.Column("id", ColumnType.Int64), Scalar.Constant(0L, ColumnType.Int64)), Scalar.Equal(Scalar.Column("name", ColumnType.String), Scalar.Constant("none", ColumnType.String))));
        using var reader = await Create(dataset).StartAsync(task with { UsesPageIndex = false });

        Assert.Null(await reader.NextAsync());
        Assert.Equal(50, reader.RowsScanned);
    }

    [Fact]
    public async Task No_columns_give_the_number_of_rows()
    {
        var dataset = await Open();

        var rows = await Run(dataset, Task(dataset, 0, [0, 1, 2]) with { Columns = new Schema([]) });

        Assert.Equal(50, rows.Count);
    }

    [Fact]
    public async Task A_missing_file_is_not_found()
    {
        var dataset = await Open();

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Run(dataset, Task(dataset, 0, [0]) with { FileKey = "test/table/none.parquet" }));

        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("test/table/none.parquet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_task_stops()
    {
        var dataset = await Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            using var reader = await Create(dataset).StartAsync(Task(dataset, 0, [0]), cancelled.Token);
            await reader.NextAsync(cancelled.Token);
        });
    }

    [Fact]
    public async Task A_reader_may_be_disposed_early_and_twice()
    {
        var dataset = await Open();
        var reader = await Create(dataset).StartAsync(Task(dataset, 0, [0, 1]));
        await reader.NextAsync();

        reader.Dispose();
        reader.Dispose();
    }
}
