using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class PartitionWriterMemoryTests
{
    private static readonly Schema Columns = new([new("p", ColumnType.Int64), new("v", ColumnType.Int64)]);

    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_stream_of_five_million_rows_holds_no_more_than_its_budget()
    {
        const long Budget = 8 << 20;
        var writer = new PartitionWriter(Options(new FileLayout { BufferBytes = Budget, TargetFileBytes = 4 << 20 }), Columns);
        var written = await writer.WriteAsync(Blocks(5_000_000, keys: 20, scattered: false).ToAsyncEnumerable(), default);
        Assert.Equal(5_000_000, written.Sum(w => w.RowCount));
        // What one block adds before anybody looks.
        Assert.InRange(writer.MostBuffered, Budget / 2, Budget + (4 << 20));
        Assert.True(written.Length >= 20);
    }

    [Fact]
    public async Task Thousands_of_partition_values_at_once_are_written_within_the_budget()
    {
        const long Budget = 4 << 20;
        var writer = new PartitionWriter(Options(new FileLayout { BufferBytes = Budget }), Columns);
        var written = await writer.WriteAsync(Blocks(100_000, keys: 5_000, scattered: true).ToAsyncEnumerable(), default);
        Assert.Equal(100_000, written.Sum(w => w.RowCount));
        Assert.Equal(5_000, written.Select(w => w.Label.Split('/')[0]).Distinct().Count());
        // A block can open as many files as it has rows.
        Assert.InRange(writer.MostOpen, 1, 5_000);
        Assert.All(written.GroupBy(w => w.Label), g => Assert.Single(g));
    }

    [Fact]
    public async Task Sorted_files_end_where_they_would_hold_more_than_the_budget()
    {
        const long Budget = 1 << 20;
        var writer = new PartitionWriter(Options(new FileLayout { BufferBytes = Budget, SortBy = ["v"] }) with { PartitionOn = [] }, Columns);
        var written = await writer.WriteAsync(Blocks(200_000, keys: 3, scattered: true).ToAsyncEnumerable(), default);
        Assert.True(written.Length >= 3);
        Assert.Equal(200_000, written.Sum(w => w.RowCount));
        Assert.InRange(writer.MostBuffered, Budget / 2, 3 * Budget);
    }

    private PartitionWriteOptions Options(FileLayout files) => new() { Store = _store, Uuid = "u", Table = "table", PartitionOn = ["p"], Files = files, Labels = new CountingLabels() };

    // One set of vectors, overwritten for each block, as sources do it.
    private static IEnumerable<Block> Blocks(int rows, int keys, bool scattered)
    {
        const int Length = 8192;
        var (p, v) = (new FlatVector<long>(ColumnType.Int64, Length), new FlatVector<long>(ColumnType.Int64, Length));
        for (var first = 0; first < rows; first += Length)
        {
            var count = Math.Min(Length, rows - first);
            (p.Length, v.Length) = (count, count);
            for (var i = 0; i < count; i++)
            {
                var row = first + i;
                p.Values[i] = scattered ? row * 7_919L % keys : (long)row * keys / rows;
                v.Values[i] = (row * 2_654_435_761L) & 0xFFFFFFFF;
            }
            yield return new Block(Columns, [p, v]) { Length = count };
        }
    }
}
