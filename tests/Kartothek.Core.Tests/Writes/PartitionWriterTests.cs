using Kartothek.Columns;
using Kartothek.Parquet;
using Kartothek.Testing;
using static Kartothek.Core.Tests.TestRows;

namespace Kartothek.Core.Tests;

public sealed class PartitionWriterTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task Labels_name_the_values_and_the_files_of_one_source_share_their_last_part()
    {
        // format.md 11.2, 27 and 28
        var one = await WriteAsync(Source(("test", ColumnType.Int64, [1L, 2L, 3L]), ("v", ColumnType.Int64, [0L, 0L, 0L])), o => o with { PartitionOn = ["test"] });
        Assert.Equal(["test=1/00000000000000000000000000000001", "test=2/00000000000000000000000000000001", "test=3/00000000000000000000000000000001"], one.Select(w => w.Label));
        Assert.Equal("u/table/test=1/00000000000000000000000000000001.parquet", one[0].Key);

        var two = await WriteAsync(
            Source(("level1", ColumnType.Int32, [1, 2, 3, 1, 2, 3]), ("level2", ColumnType.Int8, [1, 1, 1, 2, 2, 2]), ("v", ColumnType.Boolean, [true, true, true, false, false, null])),
            o => o with { PartitionOn = ["level1", "level2"], Uuid = "w" });
        Assert.Equal(
            ["level1=1/level2=1", "level1=2/level2=1", "level1=3/level2=1", "level1=1/level2=2", "level1=2/level2=2", "level1=3/level2=2"],
            two.Select(w => w.Label[..w.Label.LastIndexOf('/')]));
    }

    [Fact]
    public async Task Column_names_and_values_are_percent_encoded()
    {
        // format.md 11.2, 29, and 12.1 rule 9
        var written = await WriteAsync(Source(("ÖŒå", ColumnType.String, ["1", "a/b", ""]), ("v", ColumnType.Int64, [1L, 2L, 3L])), o => o with { PartitionOn = ["ÖŒå"] });
        Assert.Equal(["%C3%96%C5%92%C3%A5=1", "%C3%96%C5%92%C3%A5=a%2Fb", "%C3%96%C5%92%C3%A5="], written.Select(w => w.Label[..w.Label.LastIndexOf('/')]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Rows_of_partition_columns_alone_are_refused(int rows)
    {
        // format.md 11.2, 30
        var source = Source(("p", ColumnType.Int64, [.. Enumerable.Repeat<object?>(1L, rows)]));
        var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(source, o => o with { PartitionOn = ["p"] }));
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Equal("No column is left to be written beside the partition column 'p'. Partition by fewer columns, or add one.", error.Message);
    }

    [Fact]
    public async Task Missing_partition_columns_are_named_sorted()
    {
        // format.md 11.2, 31
        var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(Source(("test", ColumnType.Int64, [1L])), o => o with { PartitionOn = ["test", "foo", "bar"] }));
        Assert.StartsWith("The rows lack the partition columns 'bar' and 'foo'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColumnKind.Int64)]
    [InlineData(ColumnKind.String)]
    [InlineData(ColumnKind.Double)]
    public async Task A_null_in_a_partition_column_is_an_error_that_names_column_and_row(ColumnKind kind)
    {
        var (type, values) = kind switch
        {
            ColumnKind.Int64 => (ColumnType.Int64, new object?[] { 1L, 1L, 2L, null }),
            ColumnKind.String => (ColumnType.String, ["a", "a", "b", null]),
            _ => (ColumnType.Double, [1.0, 1.0, 2.0, double.NaN]),
        };
        var source = InBlocks(2, ("p", type, values), ("v", ColumnType.Int64, [1L, 2L, 3L, 4L]));
        var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(source, o => o with { PartitionOn = ["p"] }));
        Assert.Equal(
            "Row 3 of the new rows has no value (null or NaN) in the partition column 'p', for which keys have no text. Nothing was changed. Replace the nulls, or don't partition by this column.",
            error.Message);
        Assert.Empty(await _store.KeysAsync());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1000, 1)]
    [InlineData(7, 4)]
    public async Task Rows_keep_their_order_in_files_and_files_that_of_their_first_rows(int blockRows, int parallelism)
    {
        object?[] keys = ["b", "a", "b", "c", "a", "a", "b", "d", "c", "b"];
        object?[] values = [.. Enumerable.Range(0, keys.Length).Select(i => (object?)(long)i)];
        var written = await WriteAsync(InBlocks(blockRows, ("p", ColumnType.String, keys), ("v", ColumnType.Int64, values)), o => o with { PartitionOn = ["p"], MaxParallelism = parallelism });
        Assert.Equal(["p=b", "p=a", "p=c", "p=d"], written.Select(w => w.Label[..w.Label.LastIndexOf('/')]));
        Assert.Equal([4L, 3, 2, 1], written.Select(w => w.RowCount));
        var rows = await Task.WhenAll(written.Select(ValuesAsync));
        Assert.Equal(["0,2,6,9", "1,4,5", "3,8", "7"], rows);
    }

    [Fact]
    public async Task Files_hold_no_partition_column_and_the_columns_in_the_order_of_the_rows()
    {
        var written = await WriteAsync(
            Source(("z", ColumnType.Int8, [1]), ("p", ColumnType.Date, [18262]), ("a", ColumnType.String, ["x"])), o => o with { PartitionOn = ["p"] });
        Assert.StartsWith("p=2020-01-01/", written[0].Label, StringComparison.Ordinal);
        Assert.Equal("z: int8, a: string", (await FooterAsync(written[0])).Schema.ToString());
        Assert.Equal("z: int8, p: date, a: string", written[0].Schema.ToString());
    }

    [Fact]
    public async Task No_rows_make_a_file_without_rows_only_where_there_are_no_partition_columns()
    {
        // format.md 6.5
        Assert.Empty(await WriteAsync(Source(("p", ColumnType.Int64, []), ("v", ColumnType.Int64, [])), o => o with { PartitionOn = ["p"] }));
        var written = Assert.Single(await WriteAsync(Source(("p", ColumnType.Int64, []), ("v", ColumnType.Int64, [])), o => o));
        Assert.Equal(0, written.RowCount);
        Assert.Equal(0, (await FooterAsync(written)).RowCount);
        Assert.Empty(await WriteAsync(Source(("v", ColumnType.Int64, [])), o => o with { WritesEmptyFile = false }));
    }

    [Fact]
    public async Task Rows_are_put_into_buckets_by_pandas_hash()
    {
        // format.md 11.8, 146, 147 and 161b
        object?[] keys = [.. Enumerable.Range(0, 10).Select(i => (object?)(long)i)];
        int[] buckets = [0, 0, 1, 2, 0, 3, 2, 0, 1, 4];
        var written = await WriteAsync(Source(("k", ColumnType.Int64, keys), ("v", ColumnType.Int64, keys)), o => o with { Files = new FileLayout { BucketBy = ["k"], Buckets = 5 } });
        var expected = Enumerable.Range(0, 10).GroupBy(i => buckets[i]).Select(g => string.Join(',', g));
        Assert.Equal(expected, await Task.WhenAll(written.Select(ValuesAsync)));
        Assert.Equal(written.Length, written.Select(w => w.Label).Distinct().Count());
    }

    [Fact]
    public async Task Buckets_split_the_files_of_each_partition_key()
    {
        object?[] rows = [.. Enumerable.Range(0, 100).Select(i => (object?)(long)i)];
        var source = Source(("p", ColumnType.Int64, [.. rows.Select(r => (object?)((long)r! % 2))]), ("k", ColumnType.Int64, rows), ("v", ColumnType.Int64, rows));
        var written = await WriteAsync(source, o => o with { PartitionOn = ["p"], Files = new FileLayout { BucketBy = ["k"], Buckets = 3 } });
        Assert.Equal(6, written.Length);
        foreach (var values in await Task.WhenAll(written.Select(ValuesAsync)))
        {
            var numbers = values.Split(',').Select(long.Parse).ToArray();
            Assert.Single(numbers.Select(n => (n % 2, Bucket(n, 3))).Distinct());
        }
    }

    [Fact]
    public async Task Each_file_is_sorted_in_itself_with_nulls_last()
    {
        var source = InBlocks(
            3,
            ("p", ColumnType.Int64, [1L, 1L, 2L, 1L, 2L, 1L]),
            ("s", ColumnType.String, ["b", null, "c", "a", "a", "b"]),
            ("v", ColumnType.Int64, [0L, 1L, 2L, 3L, 4L, 5L]));
        var written = await WriteAsync(source, o => o with { PartitionOn = ["p"], Files = new FileLayout { SortBy = ["s"] } });
        Assert.Equal(["3,0,5,1", "4,2"], await Task.WhenAll(written.Select(ValuesAsync)));
    }

    [Fact]
    public async Task A_file_ends_at_its_target_size_and_the_next_one_begins()
    {
        var random = new Random(1);
        object?[] values = [.. Enumerable.Range(0, 10_000).Select(_ => (object?)random.NextInt64())];
        var written = await WriteAsync(InBlocks(500, ("v", ColumnType.Int64, values)), o => o with { Files = new FileLayout { RowGroupRows = 1000, TargetFileBytes = 10_000 } });
        Assert.True(written.Length > 3);
        Assert.Equal(10_000, written.Sum(w => w.RowCount));
        Assert.Equal(values.Select(v => $"{v}"), (await Task.WhenAll(written.Select(ValuesAsync))).SelectMany(v => v.Split(',')));
        Assert.Equal(written.Length, written.Select(w => w.Label).Distinct().Count());
        Assert.All(written, w => Assert.InRange(w.ByteCount, 1, 40_000));
    }

    [Fact]
    public async Task Nanoseconds_become_microseconds_and_what_would_be_lost_is_refused()
    {
        var nanoseconds = ColumnType.Timestamp(ColumnUnit.Nanosecond);
        var written = await WriteAsync(Source(("t", nanoseconds, [1_000L, null, -5_000L]), ("m", ColumnType.Timestamp(ColumnUnit.Millisecond), [1L, 2L, null])), o => o);
        Assert.Equal("t: timestamp[us], m: timestamp[us]", (await FooterAsync(written[0])).Schema.ToString());
        Assert.Equal("1,null,-5", await ValuesAsync(written[0], "t"));
        Assert.Equal("1000,2000,null", await ValuesAsync(written[0], "m"));

        var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(Source(("t", nanoseconds, [1_000L, 1_001L])), o => o));
        Assert.StartsWith("Row 1 of the new rows has 1970-01-01", error.Message, StringComparison.Ordinal);
        var kept = await WriteAsync(Source(("t", nanoseconds, [1_001L])), o => o with { Files = new FileLayout { KeepsNanoseconds = true } });
        Assert.Equal("t: timestamp[ns]", (await FooterAsync(kept[0])).Schema.ToString());
    }

    [Theory]
    [InlineData(false, "1.5,null,null")]
    [InlineData(true, "1.5,NaN,null")]
    public async Task NaN_is_written_as_null_unless_it_is_kept(bool keeps, string expected)
    {
        var written = await WriteAsync(Source(("v", ColumnType.Double, [1.5, double.NaN, null])), o => o with { Files = new FileLayout { KeepsNaN = keeps } });
        Assert.Equal(expected, await ValuesAsync(written[0]));
    }

    [Fact]
    public async Task Columns_that_the_dataset_has_and_the_rows_lack_are_written_as_nulls()
    {
        var stored = new Schema([new("v", ColumnType.Int64), new("w", ColumnType.String), new("x", ColumnType.Double)]);
        var written = await WriteAsync(Source(("v", ColumnType.Int32, [1, 2]), ("x", ColumnType.Null, [null, null])), o => o with { Stored = stored });
        Assert.Equal("v: int32, x: double, w: string", (await FooterAsync(written[0])).Schema.ToString());
        Assert.Equal("null,null", await ValuesAsync(written[0], "w"));
        Assert.Equal("null,null", await ValuesAsync(written[0], "x"));
    }

    [Fact]
    public async Task Constants_and_codes_are_split_as_plain_values_are()
    {
        var entries = ConstantVectors.OfValues(ColumnType.String, 2, i => "xy"[i].ToString());
        var schema = new Schema([new("p", ColumnType.String), new("q", ColumnType.Int64), new("v", ColumnType.Int64)]);
        var codes = new DictionaryVector(ColumnType.String) { Codes = [1, 0, 1], Dictionary = new ValueDictionary(entries), Length = 3 };
        var block = new Block(schema, [codes, Scalar.Constant(5L, ColumnType.Int64).ToVector(3), ConstantVectors.OfValues(ColumnType.Int64, 3, i => (long)i)]) { Length = 3 };
        var written = await WriteAsync(BlockSource.FromBlocks(schema, block), o => o with { PartitionOn = ["p", "q"] });
        Assert.Equal(["p=y/q=5", "p=x/q=5"], written.Select(w => w.Label[..w.Label.LastIndexOf('/')]));
        Assert.Equal(["0,2", "1"], await Task.WhenAll(written.Select(ValuesAsync)));
    }

    [Fact]
    public async Task A_layout_that_names_a_missing_column_is_refused()
    {
        foreach (var layout in new[] { new FileLayout { SortBy = ["w"] }, new FileLayout { BucketBy = ["w"], Buckets = 2 }, new FileLayout { BloomFilters = ["w"] } })
        {
            var error = await Assert.ThrowsAsync<KartothekException>(() => WriteAsync(Source(("v", ColumnType.Int64, [1L])), o => o with { Files = layout }));
            Assert.Equal(ErrorKind.NotFound, error.Kind);
            Assert.Contains("'w'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Progress_tells_rows_files_and_bytes_as_they_come()
    {
        var seen = new List<WriteProgress>();
        object?[] values = [.. Enumerable.Range(0, 100).Select(i => (object?)(long)i)];
        var written = await WriteAsync(InBlocks(10, ("v", ColumnType.Int64, values)), o => o with { Progress = new Recorder(seen) });
        Assert.Equal([10L, 20, 30, 40, 50, 60, 70, 80, 90, 100, 100], seen.Select(p => p.Rows));
        Assert.Equal(new WriteProgress(100, 1, written[0].ByteCount), seen[^1]);
        Assert.All(seen.Zip(seen.Skip(1)), p => Assert.True(p.First.Bytes <= p.Second.Bytes && p.First.Files <= p.Second.Files));
    }

    private static ulong Bucket(long value, int buckets)
    {
        var schema = new Schema([new("k", ColumnType.Int64)]);
        var hashes = new ulong[1];
        RowHash.Compute(new Block(schema, [ConstantVectors.OfValues(ColumnType.Int64, 1, _ => value)]) { Length = 1 }, [0], hashes, PandasGeneration.Pandas1);
        return hashes[0] % (ulong)buckets;
    }

    private async Task<ParquetFooter> FooterAsync(WrittenPartition written) => await ParquetFooter.ReadAsync(new StoreByteSource(_store, written.Key, null));

    private Task<string> ValuesAsync(WrittenPartition written) => ValuesAsync(written, "v");

    private async Task<string> ValuesAsync(WrittenPartition written, string column)
    {
        var footer = await FooterAsync(written);
        var source = new StoreByteSource(_store, written.Key, null);
        var values = new List<string>();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var buffers = new ScanBuffers();
            using var scan = RowGroupScan.Open(source, footer, group, new ScanColumns(new Schema([footer.Schema[column]]), [], new Dictionary<string, ConstantScalar>()), buffers);
            while (await scan.NextAsync() is { } block)
            {
                values.AddRange(Enumerable.Range(0, block.Length).Select(r => Convert.ToString(VectorValues.At(block.Columns[0], r) ?? "null", System.Globalization.CultureInfo.InvariantCulture)!));
            }
        }
        return string.Join(',', values);
    }

    private async Task<IReadOnlyList<WrittenPartition>> WriteCoreAsync(BlockSource source, PartitionWriteOptions options) =>
        await new PartitionWriter(options, source.Schema).WriteAsync(source.Blocks, default);

    private async Task<WrittenPartition[]> WriteAsync(BlockSource source, Func<PartitionWriteOptions, PartitionWriteOptions> with) =>
        [.. await WriteCoreAsync(source, with(new PartitionWriteOptions { Store = _store, Uuid = "u", Table = "table", Labels = _labels }))];

    private readonly CountingLabels _labels = new();

    private sealed class Recorder(List<WriteProgress> seen) : IProgress<WriteProgress>
    {
        public void Report(WriteProgress value) => seen.Add(value);
    }
}
