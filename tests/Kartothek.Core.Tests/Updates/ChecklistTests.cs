using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kartothek.Columns;
using Kartothek.Testing;
using ParquetSharp;
using static Kartothek.Core.Tests.TestRows;

namespace Kartothek.Core.Tests;

/// <summary>format.md 12.1, rule by rule, over the bytes of every kind of object that creating and updating write.</summary>
public sealed partial class ChecklistTests : IAsyncLifetime
{
    private static readonly ColumnType Micros = ColumnType.Timestamp(ColumnUnit.Microsecond);

    private readonly MemoryStore _store = new();
    private SortedDictionary<string, byte[]> _objects = [];

    public async Task InitializeAsync()
    {
        var created = await Dataset.CreateAsync(_store, "u", Rows(0), new CreateOptions
        {
            PartitionOn = ["q", "p"],
            SecondaryIndices = ["i8", "u32", "f", "b", "s", "y", "d", "t"],
            Metadata = new JsonObject { ["näme"] = "ü\"\u0001\U0001F600", ["n"] = 1.5 },
        });
        await created.AppendAsync(Rows(100));
        _objects = await _store.ObjectsAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Rule_1_The_header_is_JSON_with_the_keys_of_Python_in_its_form()
    {
        var bytes = _objects["u.by-dataset-metadata.json"];
        Assert.All(bytes, b => Assert.InRange(b, (byte)' ', (byte)'~'));
        var text = System.Text.Encoding.ASCII.GetString(bytes);
        Assert.StartsWith("{\"dataset_metadata_version\": 4, \"dataset_uuid\": \"u\", \"indices\": {\"", text, StringComparison.Ordinal);
        Assert.EndsWith("\"partition_keys\": [\"q\", \"p\"]}", text, StringComparison.Ordinal);
        Assert.Contains("\"n\\u00e4me\": \"\\u00fc\\\"\\u0001\\ud83d\\ude00\"", text, StringComparison.Ordinal);
        using var header = JsonDocument.Parse(bytes);
        Assert.Equal(["dataset_metadata_version", "dataset_uuid", "indices", "metadata", "partitions", "partition_keys"], header.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?(\+00:00)?$", header.RootElement.GetProperty("metadata").GetProperty("creation_time").GetString());
        Assert.All(header.RootElement.GetProperty("partitions").EnumerateObject(), p =>
        {
            Assert.Equal(["files"], p.Value.EnumerateObject().Select(m => m.Name));
            Assert.Equal($"u/table/{p.Name}.parquet", p.Value.GetProperty("files").GetProperty("table").GetString());
            Assert.Contains(p.Value.GetProperty("files").GetProperty("table").GetString()!, _objects.Keys);
        });
        Assert.All(header.RootElement.GetProperty("indices").EnumerateObject(), i => Assert.Contains(i.Value.GetString()!, _objects.Keys));
    }

    [Fact]
    public void Rules_2_and_3_The_schema_file_has_the_form_that_both_libraries_update()
    {
        using var reader = Open(_objects["u/table/_common_metadata"]);
        var metadata = reader.FileMetaData;
        Assert.Equal((0, 0L), (metadata.NumRowGroups, metadata.NumRows));
        var schema = metadata.Schema;
        var names = Enumerable.Range(0, schema.GroupNode.FieldCount).Select(i => schema.GroupNode.Field(i).Name).ToArray();
        Assert.Equal(["q", "p", "b", "d", "f", "f32", "i8", "l", "s", "t", "u32", "y"], names);
        Assert.All(Enumerable.Range(0, schema.GroupNode.FieldCount), i => Assert.Equal(Repetition.Optional, schema.GroupNode.Field(i).Repetition));
        Assert.Equal("list.item", string.Join('.', Leaf(schema, "l").Path.ToDotVector()[1..]));
        Assert.DoesNotContain("ARROW:schema", metadata.KeyValueMetadata.Keys);
        using var pandas = JsonDocument.Parse(metadata.KeyValueMetadata["pandas"]);
        Assert.Equal(JsonValueKind.Array, pandas.RootElement.GetProperty("index_columns").ValueKind);
        var columns = pandas.RootElement.GetProperty("columns").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.Equal(names.Order(StringComparer.Ordinal), columns.Keys.Order(StringComparer.Ordinal));
        Assert.All(columns.Values, c => Assert.Equal(c.GetProperty("name").GetString(), c.GetProperty("field_name").GetString()));
        (string Column, string Pandas, string Numpy)[] expected =
        [
            ("p", "unicode", "object"), ("s", "unicode", "object"), ("q", "int64", "int64"), ("i8", "int64", "int64"), ("u32", "uint64", "uint64"), ("f32", "float64", "float64"),
            ("b", "bool", "bool"), ("d", "date", "object"), ("t", "datetime", "datetime64[ns]"), ("y", "bytes", "object"), ("l", "list[int64]", "object"),
        ];
        Assert.All(expected, e => Assert.Equal((e.Pandas, e.Numpy), (columns[e.Column].GetProperty("pandas_type").GetString(), columns[e.Column].GetProperty("numpy_type").GetString())));
    }

    [Fact]
    public void Rule_4_Data_files_hold_each_column_once_and_no_partition_column()
    {
        Assert.All(DataFiles(), file =>
        {
            using var reader = Open(file.Value);
            var root = reader.FileMetaData.Schema.GroupNode;
            Assert.Equal(["i8", "u32", "f32", "f", "b", "s", "y", "d", "t", "l"], Enumerable.Range(0, root.FieldCount).Select(i => root.Field(i).Name));
            Assert.DoesNotContain("ARROW:schema", reader.FileMetaData.KeyValueMetadata?.Keys ?? []);
            Assert.DoesNotContain("pandas", reader.FileMetaData.KeyValueMetadata?.Keys ?? []);
        });
    }

    [Fact]
    public void Rule_5_Each_column_chunk_has_statistics_with_true_null_counts_and_bounds()
    {
        Assert.All(DataFiles(), file =>
        {
            using var reader = Open(file.Value);
            using var group = reader.RowGroup(0);
            for (var c = 0; c < group.MetaData.NumColumns; c++)
            {
                using var statistics = group.MetaData.GetColumnChunkMetaData(c).Statistics;
                Assert.NotNull(statistics);
                Assert.InRange(statistics.NullCount, 1, 2);
            }
            // Row 3 of each file's three rows is null in every column.
            using var number = (Statistics<int>)group.MetaData.GetColumnChunkMetaData(0).Statistics!;
            Assert.Equal(1, number.NullCount);
            // Unsigned numbers are ordered as such: these would be negative.
            using var unsigned = (Statistics<int>)group.MetaData.GetColumnChunkMetaData(1).Statistics!;
            Assert.Equal(1u, (uint)unsigned.Max - (uint)unsigned.Min);
            Assert.True((uint)unsigned.Min >= 3_000_000_000);
        });
    }

    [Fact]
    public void Rules_6_7_and_12_Values_have_the_types_encodings_and_codecs_that_Kartothek_reads()
    {
        ParquetSharp.Encoding[] allowed =
        [
            ParquetSharp.Encoding.Plain, ParquetSharp.Encoding.PlainDictionary, ParquetSharp.Encoding.Rle, ParquetSharp.Encoding.RleDictionary, ParquetSharp.Encoding.DeltaBinaryPacked,
        ];
        Assert.All(_objects.Where(o => o.Key.EndsWith(".parquet", StringComparison.Ordinal)), file =>
        {
            using var reader = Open(file.Value);
            for (var g = 0; g < reader.FileMetaData.NumRowGroups; g++)
            {
                using var group = reader.RowGroup(g);
                for (var c = 0; c < group.MetaData.NumColumns; c++)
                {
                    using var chunk = group.MetaData.GetColumnChunkMetaData(c);
                    Assert.Subset(allowed.ToHashSet(), chunk.Encodings.ToHashSet());
                    Assert.True(chunk.Compression is ParquetSharp.Compression.Snappy or ParquetSharp.Compression.Uncompressed);
                    if (chunk.Type == ParquetSharp.PhysicalType.Boolean)
                    {
                        Assert.DoesNotContain(ParquetSharp.Encoding.RleDictionary, chunk.Encodings);
                        Assert.Contains(ParquetSharp.Encoding.Plain, chunk.Encodings);
                    }
                }
            }
        });
        using var data = Open(DataFiles().First().Value);
        var schema = data.FileMetaData.Schema;
        var time = Assert.IsType<TimestampLogicalType>(Leaf(schema, "t").LogicalType);
        Assert.Equal((TimeUnit.Micros, false), (time.TimeUnit, time.IsAdjustedToUtc));
        Assert.IsType<DateLogicalType>(Leaf(schema, "d").LogicalType);
        Assert.IsType<StringLogicalType>(Leaf(schema, "s").LogicalType);
        var integer = Assert.IsType<IntLogicalType>(Leaf(schema, "u32").LogicalType);
        Assert.Equal((32, false), (integer.BitWidth, integer.IsSigned));
        using var group0 = data.RowGroup(0);
        using var floats = group0.Column(3).LogicalReader<double?>();
        Assert.DoesNotContain(floats.ReadAll(3), f => f is double.NaN);
    }

    [Fact]
    public void Rule_8_Index_files_hold_values_and_labels_without_nulls()
    {
        var files = _objects.Where(o => o.Key.StartsWith("u/indices/", StringComparison.Ordinal)).ToArray();
        Assert.All(files, file =>
        {
            Assert.Matches(@"^u/indices/[a-z0-9]+/\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d[^/]*\.by-dataset-index\.parquet$", file.Key);
            using var reader = Open(file.Value);
            var root = reader.FileMetaData.Schema.GroupNode;
            Assert.Equal(2, root.FieldCount);
            Assert.Equal(file.Key.Split('/')[2], root.Field(0).Name);
            Assert.Equal("partition", root.Field(1).Name);
            Assert.All([root.Field(0), root.Field(1)], f => Assert.Equal(Repetition.Optional, f.Repetition));
            Assert.Empty(reader.FileMetaData.KeyValueMetadata ?? new Dictionary<string, string>());
            using var group = reader.RowGroup(0);
            using var labels = group.Column(1).LogicalReader<string[]>();
            Assert.All(labels.ReadAll((int)group.MetaData.NumRows), l => Assert.All(l, label => Assert.Contains($"u/table/{label}.parquet", _objects.Keys)));
        });
        using var text = Open(files.Last(f => f.Key.StartsWith("u/indices/s/", StringComparison.Ordinal)).Value);
        Assert.IsType<StringLogicalType>(text.FileMetaData.Schema.Column(0).LogicalType);
    }

    [Fact]
    public async Task Rule_10_A_msgpack_header_is_one_frame_that_tells_its_size()
    {
        await Dataset.CreateAsync(_store, "m", Source(("v", ColumnType.Int64, [1L])), new CreateOptions { HeaderFormat = HeaderFormat.MessagePack });
        Assert.DoesNotContain("m.by-dataset-metadata.json", await _store.KeysAsync());
        var bytes = (await _store.ReadAllAsync("m.by-dataset-metadata.msgpack.zstd")).Bytes;
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD], bytes.Span[..4].ToArray());
        // Frame_Content_Size is there where its flag or Single_Segment says so (RFC 8878, 3.1.1.1.1).
        Assert.NotEqual(0, bytes.Span[4] & 0b1110_0000);
    }

    [Fact]
    public void Rule_11_Labels_are_pairs_and_32_digits_and_unique()
    {
        using var header = JsonDocument.Parse(_objects["u.by-dataset-metadata.json"]);
        var labels = header.RootElement.GetProperty("partitions").EnumerateObject().Select(p => p.Name).ToArray();
        Assert.Equal(4, labels.Length);
        Assert.All(labels, l => Assert.Matches(LabelPattern(), l));
        Assert.Equal(labels.Length, labels.Distinct().Count());
    }

    [Fact]
    public async Task Rule_13_Each_new_file_is_in_all_indices()
    {
        var dataset = await Dataset.OpenAsync(_store, "u");
        Assert.Equal(8, dataset.IndexColumns.Length);
        foreach (var column in dataset.IndexColumns)
        {
            await dataset.LoadIndexAsync(column, default);
            Assert.True(dataset.TryGetIndex(column, out var index));
            Assert.All(dataset.Partitions, p => Assert.True(index!.IsListed(p.Ordinal), $"{column} of {p}"));
        }
    }

    [Fact]
    public async Task The_rows_read_back_are_those_that_were_written()
    {
        var dataset = await Dataset.OpenAsync(_store, "u");
        var rows = await TextsAsync(dataset, "q", "p", "i8", "u32", "f", "s");
        Assert.Equal(12, rows.Length);
        Assert.Equal("1|x|0|3000000000|0.5|s0", rows[0]);
        Assert.Equal("1|x|null|null|null|null", rows[2]);
    }

    // Two files of three rows each, the last of them null in all columns but those of the key.
    private static BlockSource Rows(int first)
    {
        object?[] Values(Func<int, object> value) => [.. Enumerable.Range(0, 6).Select(i => i % 3 == 2 ? null : value(first + i))];
        var list = ColumnType.List(new Field("item", ColumnType.Int64));
        var plain = InBlocks(
            4,
            ("q", ColumnType.Int32, [1, 1, 1, 2, 2, 2]),
            ("i8", ColumnType.Int8, Values(i => i)),
            ("u32", ColumnType.UInt32, Values(i => 3_000_000_000u + (uint)i)),
            ("f32", ColumnType.Float, Values(i => i / 2f)),
            ("f", ColumnType.Double, Values(i => i == first + 1 ? double.NaN : i + 0.5)),
            ("b", ColumnType.Boolean, Values(i => i % 2 == 0)),
            ("s", ColumnType.String, Values(i => $"s{i}")),
            ("y", ColumnType.Binary, Values(i => new[] { (byte)255, (byte)i })),
            ("d", ColumnType.Date, Values(i => 18_000 + i)),
            ("t", Micros, Values(i => 1_600_000_000_000_000L + i)),
            ("p", ColumnType.String, ["x", "x", "x", "a/ö", "a/ö", "a/ö"]));
        var schema = new Kartothek.Columns.Schema([.. plain.Schema.Fields.Where(f => f.Name != "p"), new("l", list), plain.Schema["p"]]);
        var row = first;
        return new BlockSource(schema, plain.Blocks.Select(b =>
        {
            var builder = new Apache.Arrow.ListArray.Builder(Apache.Arrow.Types.Int64Type.Default);
            var items = (Apache.Arrow.Int64Array.Builder)builder.ValueBuilder;
            for (var i = 0; i < b.Length; i++)
            {
                _ = (row++ % 3) == 2 ? builder.AppendNull() : builder.Append();
                if (b.Columns[1].IsNull(i))
                {
                    continue;
                }
                items.Append(row).Append(row + 1);
            }
            return new Block(schema, [.. b.Columns[..^1], new NestedVector(list, builder.Build()) { Length = b.Length }, b.Columns[^1]]) { Length = b.Length };
        }));
    }

    private IEnumerable<KeyValuePair<string, byte[]>> DataFiles() =>
        _objects.Where(o => o.Key.StartsWith("u/table/", StringComparison.Ordinal) && o.Key.EndsWith(".parquet", StringComparison.Ordinal));

    private static ParquetFileReader Open(byte[] bytes) => new(new MemoryStream(bytes));

    private static ColumnDescriptor Leaf(SchemaDescriptor schema, string column) =>
        Enumerable.Range(0, schema.NumColumns).Select(schema.Column).First(c => c.Path.ToDotVector()[0] == column);

    [GeneratedRegex(@"^q=\d+/p=(x|a%2F%C3%B6)/[0-9a-f]{32}$")]
    private static partial Regex LabelPattern();
}
