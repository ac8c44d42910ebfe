using DuckDB.NET.Data;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Page indexes and bloom filters on request.</summary>
public sealed class IndexWritingTests : IDisposable
{
    private const int Rows = 5000;

    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    [Fact]
    public async Task Each_page_has_its_own_bounds_rows_and_nulls()
    {
        foreach (var (name, type) in WriteTypes.All)
        {
            foreach (var distinct in new[] { 10, 1_000_000 })
            {
                object?[] values = [.. Enumerable.Range(0, Rows).Select(row => row % 9 == 2 || row is > 1000 and < 1600 ? null : WriteTypes.Value(type, row * 13L % distinct))];
                var field = new Field(name, type);
                var source = new MemoryByteSource("f", await WrittenColumns.WriteAsync([(field, values)], new ParquetWriteOptions { PageIndex = true, PageRows = 200, RowGroupRows = 3000 }));
                await CheckAsync(source, field, values);
            }
        }
    }

    [Fact]
    public async Task Files_with_an_index_of_Arrow_have_the_same_index_in_our_reader()
    {
        var path = Path.Combine(_folder, "a.parquet");
        var schema = new Schema([new Field("n", ColumnType.Int64), new Field("t", ColumnType.String)]);
        object?[] numbers = [.. Enumerable.Range(0, Rows).Select(row => (object?)(long)row)];
        object?[] texts = [.. Enumerable.Range(0, Rows).Select(row => row % 5 == 0 ? null : $"t{row}")];
        using (var properties = new ParquetSharp.WriterPropertiesBuilder().EnableWritePageIndex().DataPagesize(1000).WriteBatchSize(100).DisableDictionary().Build())
        using (var writer = new ParquetSharp.Arrow.FileWriter(path, ArrowTypes.ToArrow(schema), properties))
        {
            var builder = new ArrowBatchBuilder(schema, int.MaxValue);
            builder.Append(new Block(schema, [WriteTypes.ToVector(ColumnType.Int64, numbers), WriteTypes.ToVector(ColumnType.String, texts)]) { Length = Rows }, 0);
            using var batch = builder.Build();
            writer.WriteRecordBatch(batch, Rows);
            writer.Close();
        }
        var source = new MemoryByteSource("a", await File.ReadAllBytesAsync(path));
        await CheckAsync(source, schema.Fields[0], numbers);
        await CheckAsync(source, schema.Fields[1], texts);
    }

    [Fact]
    public async Task DuckDb_finds_in_bloom_filters_what_is_there_and_hardly_anything_else()
    {
        var path = Path.Combine(_folder, "b.parquet");
        object?[] few = [.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? null : (object?)$"x{row % 100 * 2}")];
        object?[] many = [.. Enumerable.Range(0, Rows).Select(row => (object?)(row * 10L))];
        object?[] real = [.. Enumerable.Range(0, Rows).Select(row => (object?)(row / 7.0))];
        object?[] days = [.. Enumerable.Range(0, Rows).Select(row => (object?)(row * 2))];
        List<(Field, object?[])> columns = [(new("few", ColumnType.String), few), (new("many", ColumnType.Int64), many), (new("real", ColumnType.Double), real), (new("day", ColumnType.Date), days)];
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { BloomFilters = ["few", "many", "real", "day"], PageRows = 700 });
        await File.WriteAllBytesAsync(path, file);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach (var row in Enumerable.Range(0, 400).Select(i => i * 11))
        {
            Assert.True(few[row] is null || !Excludes("few", $"'{few[row]}'"));
            Assert.False(Excludes("many", $"{many[row]}::bigint"));
            Assert.False(Excludes("real", $"{row}::double / 7.0::double"));
            Assert.False(Excludes("day", $"date '1970-01-01' + {days[row]}"));
        }
        // One in a hundred may be taken for something that is there.
        Assert.InRange(Enumerable.Range(0, 400).Count(i => Excludes("few", $"'y{i}'")), 380, 400);
        Assert.InRange(Enumerable.Range(0, 400).Count(i => Excludes("many", $"{(i * 10) + 3}::bigint")), 380, 400);

        var source = new MemoryByteSource("f", file);
        var footer = await ParquetFooter.ReadAsync(source);
        var filter = await BloomFilters.ReadAsync(source, footer.RowGroups[0].Chunk("few")!.BloomFilter, default);
        Assert.True(filter!.MayContain(XxHash64.Hash("x4"u8)));
        Assert.False(filter.MayContain(XxHash64.Hash("not there"u8)));

        bool Excludes(string column, string value)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"select bool_and(bloom_filter_excludes) from parquet_bloom_probe('{path}', '{column}', {value})";
            return (bool)command.ExecuteScalar()!;
        }
    }

    [Fact]
    public void Hashes_are_those_of_the_specification()
    {
        Assert.Equal(0xEF46DB3751D8E999UL, XxHash64.Hash([]));
        Assert.Equal(0xD24EC4F1A98C6E5BUL, XxHash64.Hash("a"u8));
        Assert.Equal(0x44BC2CF5AD770999UL, XxHash64.Hash("abc"u8));
        Assert.Equal(0x0B242D361FDA71BCUL, XxHash64.Hash("The quick brown fox jumps over the lazy dog"u8));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task CheckAsync(MemoryByteSource source, Field field, object?[] values)
    {
        var footer = await ParquetFooter.ReadAsync(source);
        foreach (var group in footer.RowGroups)
        {
            var chunk = group.Chunk(field.Name)!;
            var index = await PageIndex.ReadAsync(source, chunk);
            Assert.NotNull(index);
            Assert.True(index.Pages.Length > 3);
            for (var i = 0; i < index.Pages.Length; i++)
            {
                var page = index.Pages[i];
                var end = i + 1 < index.Pages.Length ? index.Pages[i + 1].FirstRow : group.RowCount;
                var part = values.AsSpan((int)(group.FirstRow + page.FirstRow), (int)(end - page.FirstRow)).ToArray();
                Assert.Equal(part.Count(v => v is null), page.NullCount);
                Assert.Equal(part.All(v => v is null), page.IsAllNull);
                var header = new byte[64];
                await source.ReadAsync(page.Range.Offset, header.AsMemory(0, (int)Math.Min(64, page.Range.Length)));
                var parsed = PageHeader.Read([.. header, .. new byte[page.Range.Length]]);
                Assert.Equal((PageKind.Data, part.Length, page.Range.Length), (parsed.Kind, parsed.ValueCount, parsed.HeaderBytes + parsed.CompressedBytes));
                if (page.IsAllNull)
                    continue;
                // The bounds of the page are those of a file that holds nothing else.
                var alone = new MemoryByteSource("p", await WrittenColumns.WriteAsync([(field, part)], new ParquetWriteOptions()));
                var only = await ParquetFooter.ReadAsync(alone);
                var statistics = only.RowGroups[0].Chunk(field.Name)!.Statistics;
                Assert.Equal(only.Slice(statistics.Min).ToArray(), page.Min);
                Assert.Equal(only.Slice(statistics.Max).ToArray(), page.Max);
            }
        }
    }
}
