using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class ScanRunTests
{
    private sealed record Row(long Id, string? Name);

    private static readonly Schema IdOnly = new([new Field("id", ColumnType.Int64)]);

    private static async Task<Dataset> Open(int files, int rowsPerFile, int rowGroup)
    {
        var rows = Enumerable.Range(0, files * rowsPerFile).Select(i => new Row(i, $"name {i % 7}"));
        var data = new TestDataset<Row>().Files(rows, rowsPerFile).RowGroups(rowGroup);
        return await Dataset.OpenAsync(await data.StoreAsync(), data.Uuid);
    }

    private static async Task<ScanPlan> Plan(Dataset dataset, bool isOpened = false) => isOpened
        ? await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, IdOnly))
        : await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, IdOnly));

    private static IEnumerable<long> Ids(IEnumerable<object?[][]> chunks) => chunks.SelectMany(c => c).Select(r => (long)r[0]!);

    private static IEnumerable<long> Counted(long rows) => Enumerable.Range(0, (int)rows).Select(i => (long)i);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(8, false)]
    public async Task Chunks_come_in_the_order_of_the_header_whatever_the_parallelism(int parallelism, bool isOpened)
    {
        var dataset = await Open(files: 23, rowsPerFile: 700, rowGroup: 100);
        var random = new Random(parallelism);
        var runner = new WatchedRunner(new LocalTaskRunner(dataset))
        {
            Before = async (_, token) =>
            {
                bool isSlow;
                lock (random)
                {
                    isSlow = random.Next(3) == 0;
                }
                if (isSlow)
                {
                    await Task.Delay(1, token);
                }
            },
        };
        var options = new ScanOptions { MaxParallelism = parallelism, ChunksAhead = 3, TaskRunner = runner };

        var chunks = await ScanRunner.RunAsync(await Plan(dataset, isOpened), task => new RowSink(task), options).ToListAsync();

        Assert.Equal(Counted(23 * 700), Ids(chunks));
        Assert.Equal(0, runner.Open);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Foreach_gives_the_same_chunks(int parallelism)
    {
        var plan = await Plan(await Open(files: 9, rowsPerFile: 500, rowGroup: 50));

        var chunks = ScanRunner.Run(plan, task => new RowSink(task), new() { MaxParallelism = parallelism }).ToList();

        Assert.Equal(Counted(4500), Ids(chunks));
    }

    [Fact]
    public async Task One_thread_works_on_the_consumers_thread_and_completes_synchronously()
    {
        var plan = await Plan(await Open(files: 5, rowsPerFile: 300, rowGroup: 100));
        var log = new RowSink.Log();
        var thread = Environment.CurrentManagedThreadId;
        var rows = 0;

        var chunks = ScanRunner.RunAsync(plan, task => new RowSink(task, log), new() { MaxParallelism = 1 }).GetAsyncEnumerator();
        while (true)
        {
            var next = chunks.MoveNextAsync();
            Assert.True(next.IsCompletedSuccessfully);
            if (!await next)
            {
                break;
            }
            rows += chunks.Current.Length;
            // A chunk is made when it is asked for, not before.
            Assert.Equal(rows / 100, log.Chunks);
        }
        var disposed = chunks.DisposeAsync();

        Assert.True(disposed.IsCompletedSuccessfully);
        Assert.Equal(1500, rows);
        Assert.All(log.Threads, t => Assert.Equal(thread, t));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public async Task Who_stops_early_stops_the_tasks_and_gets_the_memory_back(int parallelism)
    {
        var dataset = await Open(files: 60, rowsPerFile: 100, rowGroup: 100);
        var runner = new WatchedRunner(new LocalTaskRunner(dataset)) { Before = async (_, token) => await Task.Delay(1, token) };
        var log = new RowSink.Log();
        var options = new ScanOptions { MaxParallelism = parallelism, TaskRunner = runner };
        var sinks = 0;
        RowSink Count(ScanTask task)
        {
            Interlocked.Increment(ref sinks);
            return new RowSink(task, log);
        }

        await foreach (var chunk in ScanRunner.RunAsync(await Plan(dataset), Count, options))
        {
            break;
        }

        var started = runner.Started;
        Assert.InRange(started, 1, 1 + (2 * parallelism));
        Assert.Equal(0, runner.Open);
        // A task that was stopped while it started had a sink, but no reader yet.
        Assert.InRange(sinks, started, started + parallelism);
        Assert.Equal(sinks, log.Disposed);
        await Task.Delay(50);
        Assert.Equal(started, runner.Started);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task The_first_error_in_order_is_thrown_behind_the_chunks_before_it(int parallelism)
    {
        var dataset = await Open(files: 12, rowsPerFile: 100, rowGroup: 100);
        var runner = new WatchedRunner(new LocalTaskRunner(dataset))
        {
            // The later file fails at once, the earlier one late.
            Before = (task, token) => task.FileKey == dataset.Partitions[4].Key ? throw new InvalidOperationException("late")
                : task.FileKey == dataset.Partitions[3].Key ? new ValueTask(Fail(token))
                : default,
        };
        static async Task Fail(CancellationToken token)
        {
            await Task.Delay(30, token);
            throw new InvalidOperationException("early");
        }
        var seen = new List<object?[][]>();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var chunk in ScanRunner.RunAsync(await Plan(dataset), task => new RowSink(task), new() { MaxParallelism = parallelism, TaskRunner = runner }))
            {
                seen.Add(chunk);
            }
        });

        Assert.Equal("early", error.Message);
        Assert.Equal(dataset.Partitions[3].Key, error.Data["Kartothek.File"]);
        Assert.Equal(Counted(300), Ids(seen));
        Assert.Equal(0, runner.Open);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task An_error_of_a_sink_names_its_file(int parallelism)
    {
        var dataset = await Open(files: 6, rowsPerFile: 10, rowGroup: 10);
        var log = new RowSink.Log { FailIn = dataset.Partitions[2].Key };

        var error = Assert.Throws<InvalidOperationException>(() =>
            ScanRunner.Run(ScanPlanner.PlanKeys(new ScanRequest(dataset, IdOnly)), task => new RowSink(task, log), new() { MaxParallelism = parallelism }).ToList());

        Assert.Equal(dataset.Partitions[2].Key, error.Data["Kartothek.File"]);
        Assert.Equal("0", error.Data["Kartothek.RowGroups"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Cancellation_ends_a_run_that_waits(int parallelism)
    {
        var dataset = await Open(files: 6, rowsPerFile: 10, rowGroup: 10);
        var runner = new WatchedRunner(new LocalTaskRunner(dataset)) { Before = async (_, token) => await Task.Delay(Timeout.Infinite, token) };
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await ScanRunner.RunAsync(await Plan(dataset), task => new RowSink(task), new() { MaxParallelism = parallelism, TaskRunner = runner }, cancel.Token).ToListAsync());

        Assert.Equal(0, runner.Open);
    }

    [Fact]
    public async Task Workers_wait_when_they_are_too_far_ahead()
    {
        var dataset = await Open(files: 3, rowsPerFile: 200_000, rowGroup: 200_000);
        var log = new RowSink.Log();
        var chunks = ScanRunner.RunAsync(await Plan(dataset), task => new RowSink(task, log), new() { MaxParallelism = 3, ChunksAhead = 5 }).GetAsyncEnumerator();

        Assert.True(await chunks.MoveNextAsync());
        var made = 0;
        while (made != log.Chunks)
        {
            made = log.Chunks;
            await Task.Delay(50);
        }

        // The first task runs when it is asked; each of the two others may finish the block that it is at.
        Assert.InRange(made, 1, 1 + 5 + 2);
        var rows = (long)chunks.Current.Length;
        while (await chunks.MoveNextAsync())
        {
            rows += chunks.Current.Length;
        }
        await chunks.DisposeAsync();
        Assert.Equal(600_000, rows);
    }

    [Fact]
    public async Task The_consumer_runs_a_file_behind_the_one_that_a_worker_has()
    {
        var dataset = await Open(files: 3, rowsPerFile: 100, rowGroup: 100);
        var plan = await Plan(dataset);
        var files = dataset.Partitions.Select(p => p.Key).ToList();
        using var secondIsTaken = new ManualResetEventSlim();
        var thirdIsTaken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var threadOfThird = 0;
        var runner = new WatchedRunner(new LocalTaskRunner(dataset))
        {
            Before = (task, token) =>
            {
                switch (files.IndexOf(task.FileKey))
                {
                    case 0:
                        secondIsTaken.Wait(token);
                        return default;
                    case 1:
                        secondIsTaken.Set();
                        return new(thirdIsTaken.Task.WaitAsync(token));
                    default:
                        threadOfThird = Environment.CurrentManagedThreadId;
                        thirdIsTaken.TrySetResult();
                        return default;
                }
            },
        };
        var thread = 0;

        var chunks = Task.Factory.StartNew(
            () =>
            {
                thread = Environment.CurrentManagedThreadId;
                return ScanRunner.Run(plan, task => new RowSink(task), new() { MaxParallelism = 2, TaskRunner = runner }).ToList();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        Assert.Equal(Counted(300), Ids(await chunks));
        Assert.Equal(thread, threadOfThird);
        Assert.Equal(0, runner.Open);
    }

    [Fact]
    public async Task A_limit_starts_with_one_task()
    {
        var dataset = await Open(files: 40, rowsPerFile: 50, rowGroup: 50);
        var runner = new WatchedRunner(new LocalTaskRunner(dataset));
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, IdOnly) { LimitHint = 10 });

        await foreach (var chunk in ScanRunner.RunAsync(plan, task => new RowSink(task), new() { MaxParallelism = 4, TaskRunner = runner }))
        {
            break;
        }

        Assert.Equal(1, runner.Started);
    }

    [Fact]
    public async Task Figures_count_what_was_read()
    {
        var dataset = await Open(files: 4, rowsPerFile: 100, rowGroup: 50);
        var store = new CountingStore(dataset.Store);
        var counted = await Dataset.OpenAsync(store, dataset.Uuid);
        var before = store.Counts;
        var figures = new RunFigures();

        await ScanRunner.RunAsync(await Plan(counted), task => new RowSink(task), new() { Figures = figures }).ToListAsync();

        var after = store.Counts;
        Assert.Equal(after.Tails + after.Ranges - before.Tails - before.Ranges, figures.Requests);
        Assert.Equal(after.BytesRead - before.BytesRead, figures.BytesRead);
        Assert.Equal((4, 8, 400, 400), (figures.Files, figures.RowGroups, figures.RowsScanned, figures.RowsKept));
        // Each file is smaller than the tail that its footer comes with.
        Assert.Equal(4, figures.Requests);
    }

    [Theory]
    [InlineData(4 << 20, 3, 6)]
    [InlineData(512 << 10, 3, 12)]
    [InlineData(512 << 10, 10, 6)]
    public async Task A_store_that_takes_time_is_asked_once_a_row_group(int pieceBytes, long digit, int requests)
    {
        var rows = Enumerable.Range(0, 60_000).Select(i => new Row(i, $"{i:x8} {i * 7_919:x8}"));
        var dataset = await new TestDataset<Row>().Files(rows, 20_000).RowGroups(10_000).Pages(10_000, hasDictionaries: false, hasIndex: false).InPieces(pieceBytes).OpenAsync();
        var lastDigit = Scalar.Arithmetic(ArithmeticOperator.Remainder, Scalar.Column("id", ColumnType.Int64), Scalar.Constant(10L, ColumnType.Int64));
        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, dataset.Schema, Scalar.Equal(lastDigit, Scalar.Constant(digit, ColumnType.Int64))));
        var figures = new RunFigures();

        var chunks = await ScanRunner.RunAsync(plan, task => new RowSink(task), new() { MaxParallelism = 1, Figures = figures }).ToListAsync();

        Assert.Equal(digit < 10 ? 6_000 : 0, chunks.Sum(c => c.Length));
        Assert.Equal(requests, figures.Requests);
    }

    [Fact]
    public async Task Files_that_came_with_their_footers_are_not_read_again()
    {
        var store = new CountingStore((await Open(files: 4, rowsPerFile: 100, rowGroup: 50)).Store);
        var dataset = await Dataset.OpenAsync(store, "test");
        var (planning, running) = (new RunFigures(), new RunFigures());

        var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, IdOnly), planning);
        var before = store.Counts;
        await ScanRunner.RunAsync(plan, task => new RowSink(task), new() { Figures = running }).ToListAsync();

        Assert.Equal((4, 0), (planning.Requests, running.Requests));
        Assert.Equal(before, store.Counts);
        Assert.Equal(400, running.RowsKept);

        // Another plan knows the footers, and no bytes.
        var again = new RunFigures();
        await ScanRunner.RunAsync(await Plan(dataset), task => new RowSink(task), new() { Figures = again }).ToListAsync();
        Assert.Equal(store.Counts.Tails + store.Counts.Ranges - before.Tails - before.Ranges, again.Requests);
        Assert.InRange(again.Requests, 4, 8);
    }
}
