using Kartothek.Columns;
using Kartothek.Testing;
using static Kartothek.Core.Tests.TestRows;

namespace Kartothek.Core.Tests;

public sealed class PartitionWriterFaultTests
{
    private readonly MemoryStore _store = new();

    [Theory]
    [InlineData(FaultKind.Fail, 1)]
    [InlineData(FaultKind.Fail, 3)]
    [InlineData(FaultKind.Fail, 4)]
    [InlineData(FaultKind.LoseReply, 1)]
    [InlineData(FaultKind.LoseReply, 2)]
    [InlineData(FaultKind.LoseReply, 4)]
    public async Task Nothing_stays_where_a_put_fails_or_its_reply_is_lost(FaultKind kind, int at)
    {
        foreach (var parallelism in new[] { 1, 4 })
        {
            var store = new FaultStore(_store) { Kind = kind, At = at, Counts = (verb, _) => verb == "put" };
            var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(store, Rows(4), new FileLayout(), parallelism));
            Assert.Equal(ErrorKind.Unavailable, error.Kind);
            Assert.Empty(await _store.KeysAsync());
        }
    }

    [Fact]
    public async Task A_key_that_is_taken_is_an_error_and_its_object_stays()
    {
        var key = "u/table/p=1/00000000000000000000000000000001.parquet";
        await _store.PutAsync(key, new byte[] { 1 });
        var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(_store, Rows(4), new FileLayout()));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal([key], await _store.KeysAsync());
        Assert.Equal([1], (await _store.ReadAllAsync(key)).Bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Nothing_stays_where_the_source_fails(int after)
    {
        var source = Rows(4);
        // Small files are ended as they come, so that some are there already.
        var layout = new FileLayout { RowGroupRows = 1, TargetFileBytes = 1 };
        var failing = new BlockSource(source.Schema, FailAsync(source.Blocks, after));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(_store, failing, layout));
        Assert.Empty(await _store.KeysAsync());
    }

    [Fact]
    public async Task Nothing_stays_where_the_write_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var source = Rows(4);
        var stopping = new BlockSource(source.Schema, source.Blocks.Select((b, i) =>
        {
            if (i == 3)
            {
                stop.Cancel();
            }
            return b;
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(_store, stopping, new FileLayout { RowGroupRows = 1, TargetFileBytes = 1 }, 1, stop.Token));
        Assert.Empty(await _store.KeysAsync());
    }

    [Fact]
    public async Task Long_files_are_streamed_and_vanish_where_the_write_fails()
    {
        using var folder = new TemporaryFolder();
        await using var local = ObjectStore.Open($"file://{folder.Path}");
        var random = new Random(1);
        var schema = new Schema([new("v", ColumnType.Int64)]);
        IEnumerable<Block> Blocks(bool fails)
        {
            for (var i = 0; i < 40; i++)
            {
                if (fails && i == 39)
                {
                    throw new InvalidOperationException("The source ends in an error.");
                }
                yield return new Block(schema, [ConstantVectors.OfValues(ColumnType.Int64, 20_000, _ => random.NextInt64())]) { Length = 20_000 };
            }
        }
        var layout = new FileLayout { RowGroupRows = 50_000, Compression = Kartothek.Parquet.Compression.None };
        var options = new PartitionWriteOptions { Store = local, Uuid = "u", Table = "table", Files = layout };
        var written = Assert.Single(await new PartitionWriter(options, schema).WriteAsync(Blocks(fails: false).ToAsyncEnumerable(), default));
        Assert.True(written.ByteCount > 6_000_000);
        Assert.Equal(written.ByteCount, (await local.ReadTailAsync(written.Key, 0)).Size);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new PartitionWriter(options, schema).WriteAsync(Blocks(fails: true).ToAsyncEnumerable(), default));
        Assert.Equal([written.Key], await local.KeysAsync());
    }

    private static async IAsyncEnumerable<Block> FailAsync(IAsyncEnumerable<Block> blocks, int after)
    {
        var count = 0;
        await foreach (var block in blocks)
        {
            if (count++ == after)
            {
                throw new InvalidOperationException("The source ends in an error.");
            }
            yield return block;
        }
        throw new InvalidOperationException("The source ends in an error.");
    }

    // One block per partition value.
    private static BlockSource Rows(int keys) => InBlocks(
        1, ("p", ColumnType.Int64, [.. Enumerable.Range(1, keys).Select(i => (object?)(long)i)]), ("v", ColumnType.Int64, [.. Enumerable.Range(1, keys).Select(i => (object?)(long)i)]));

    private static async Task WriteAsync(IObjectStore store, BlockSource source, FileLayout files, int parallelism = 1, CancellationToken cancellationToken = default)
    {
        var options = new PartitionWriteOptions { Store = store, Uuid = "u", Table = "table", PartitionOn = ["p"], Files = files, Labels = new CountingLabels(), MaxParallelism = parallelism };
        await new PartitionWriter(options, source.Schema).WriteAsync(source.Blocks, cancellationToken);
    }
}
