using Kartothek.Columns;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace Kartothek.Core.Tests;

public sealed class IndexReaderTests
{
    private const string Key = "u/indices/c/1.by-dataset-index.parquet";
    private static readonly LabelLookup Labels = new(["p0", "p1", "p2"]);

    [Fact]
    public async Task Labels_that_do_not_exist_and_entries_without_labels_are_left_out()
    {
        await using var store = new CountingStore(new MemoryStore());
        await Put<long?>(store, null, [[(5, ["p2", "gone", "p0"]), (7, ["gone"]), (null, ["p1"]), (8, [])], [(9, ["p1"])]]);
        var before = store.Counts;

        var index = await Read(store, ColumnType.Int64);

        Assert.Equal(1, (store.Counts - before).Requests);
        Assert.Equal(2, index.Count);
        Assert.Equal([5L, 9L], Values<long>(index));
        Assert.Equal([0, 2], index.PartitionsOf(0).ToArray());
        Assert.Equal([1], index.PartitionsOf(1).ToArray());
    }

    [Theory]
    [InlineData(TimeUnit.Millis)]
    [InlineData(TimeUnit.Micros)]
    [InlineData(TimeUnit.Nanos)]
    public async Task Timestamps_of_every_unit_are_read_in_the_unit_of_the_schema(TimeUnit unit)
    {
        await using var store = new MemoryStore();
        var perMilli = unit switch { TimeUnit.Millis => 1L, TimeUnit.Micros => 1_000L, _ => 1_000_000L };
        await Put<long?>(store, LogicalType.Timestamp(false, unit), [[(-1 * perMilli, ["p0"]), (1_700_000_000_123 * perMilli, ["p1"])]]);

        var index = await Read(store, ColumnType.Timestamp(ColumnUnit.Microsecond));

        Assert.Equal([-1_000L, 1_700_000_000_123_000L], Values<long>(index));
    }

    [Fact]
    public async Task Narrow_integers_are_widened_and_text_is_kept_as_utf8()
    {
        await using var store = new MemoryStore();
        await Put<sbyte?>(store, null, [[(-3, ["p0"])]]);
        Assert.Equal([-3L], Values<long>(await Read(store, ColumnType.Int64)));

        await Put<string>(store, null, [[("a", ["p0"]), ("Ö😀", ["p1"]), ("", ["p2"])]]);
        var index = await Read(store, ColumnType.String);
        var text = Assert.IsType<BytesVector>(index.Blocks[0].Columns[0]);
        Assert.Equal(["a", "Ö😀", ""], Enumerable.Range(0, 3).Select(i => Encoding.UTF8.GetString(text[i])));
        Assert.False(text.IsAscii);
    }

    [Fact]
    public async Task Many_values_lie_in_numbered_blocks()
    {
        await using var store = new CountingStore(new MemoryStore());
        await Put<long?>(store, null, [.. Enumerable.Range(0, 3).Select(g => Enumerable.Range(g * 10_000, 10_000).Select(i => ((long?)i, new[] { $"p{i % 3}" })).ToArray())]);

        var index = await Read(store, ColumnType.Int64);

        Assert.Equal(new StoreCounts { Tails = 1, BytesRead = store.Counts.BytesWritten }, store.Counts with { Puts = 0, BytesWritten = 0 });
        Assert.Equal(30_000, index.Count);
        Assert.Equal(Enumerable.Range(0, 30_000).Select(i => (long)i), Values<long>(index));
        Assert.All(index.Blocks, b => Assert.InRange(b.Length, 1, 4096));
        Assert.Equal(index.Blocks.Select(b => b.FirstRow), index.Blocks.Select((_, i) => index.Blocks.Take(i).Sum(b => (long)b.Length)));
        Assert.Equal([29_998 % 3], index.PartitionsOf(29_998).ToArray());
    }

    [Fact]
    public async Task An_index_of_more_than_16_MiB_takes_two_requests_and_each_byte_once()
    {
        await using var store = new CountingStore(new MemoryStore());
        var random = new Random(1);
        await Put<byte[]>(store, null, [.. Enumerable.Range(0, 20).Select(g => Enumerable.Range(0, 1_000).Select(_ =>
        {
            var value = new byte[900];
            random.NextBytes(value);
            return (value, new[] { "p1" });
        }).ToArray())]);
        var before = store.Counts;

        var index = await Read(store, ColumnType.Binary);

        Assert.Equal(20_000, index.Count);
        Assert.Equal(new StoreCounts { Tails = 1, Ranges = 1, BytesRead = before.BytesWritten }, store.Counts - before);
    }

    [Fact]
    public async Task An_empty_index_has_no_values()
    {
        await using var store = new MemoryStore();
        await Put<long?>(store, null, [[]]);

        var index = await Read(store, ColumnType.Int64);

        Assert.Equal(0, index.Count);
        Assert.Empty(index.Blocks);
    }

    [Fact]
    public async Task A_missing_file_is_not_found_one_of_another_column_corrupt_and_one_of_another_kind_invalid()
    {
        await using var store = new MemoryStore();
        Assert.Equal(ErrorKind.NotFound, await Fails(store, "c", ColumnType.Int64));

        await Put<string>(store, null, [[("a", ["p0"])]]);
        Assert.Equal(ErrorKind.Invalid, await Fails(store, "c", ColumnType.Int64));
        Assert.Equal(ErrorKind.Corrupt, await Fails(store, "d", ColumnType.String));

        await store.PutAsync(Key, new byte[100]);
        Assert.Equal(ErrorKind.Corrupt, await Fails(store, "c", ColumnType.String));
    }

    [Fact]
    public async Task An_embedded_index_is_read_in_the_type_of_the_schema_without_a_request()
    {
        await using var store = new CountingStore(new MemoryStore());
        var reference = IndexReference.Embedded("c", [new("5", ["p1", "gone"]), new("-7", ["p0", "p2"])]);

        var index = await IndexReader.ReadAsync(store, reference, new Field("c", ColumnType.Int64), Labels);

        Assert.Equal([5L, -7L], Values<long>(index));
        Assert.Equal([0, 2], index.PartitionsOf(1).ToArray());
        Assert.Equal(0, store.Counts.Requests);
        var e = await Assert.ThrowsAsync<KartothekException>(async () =>
            await IndexReader.ReadAsync(store, reference, new Field("c", ColumnType.Boolean), Labels));
        Assert.Equal(ErrorKind.Corrupt, e.Kind);
    }

    private static ValueTask<SecondaryIndex> Read(IObjectStore store, ColumnType type) =>
        IndexReader.ReadAsync(store, IndexReference.InFile("c", Key), new Field("c", type), Labels, new HastyClock());

    private static async Task<ErrorKind> Fails(IObjectStore store, string column, ColumnType type) =>
        (await Assert.ThrowsAsync<KartothekException>(async () =>
            await IndexReader.ReadAsync(store, IndexReference.InFile(column, Key), new Field(column, type), Labels, new HastyClock()))).Kind;

    private static IEnumerable<T> Values<T>(SecondaryIndex index)
        where T : unmanaged => index.Blocks.SelectMany(b => ((FlatVector<T>)b.Columns[0]).Values.Take(b.Length));

    private static async Task Put<T>(IObjectStore store, LogicalType? type, (T Value, string[] Labels)[][] rowGroups)
    {
        using var file = new MemoryStream();
        using (var writer = new ParquetFileWriter(file, [new Column<T>("c", type), new Column<string[]>("partition")]))
        {
            foreach (var rows in rowGroups)
            {
                using var group = writer.AppendRowGroup();
                using (var values = group.NextColumn().LogicalWriter<T>())
                {
                    values.WriteBatch([.. rows.Select(r => r.Value)]);
                }
                using (var labels = group.NextColumn().LogicalWriter<string[]>())
                {
                    labels.WriteBatch([.. rows.Select(r => r.Labels)]);
                }
            }
            writer.Close();
        }
        await store.PutAsync(Key, file.ToArray());
    }
}
