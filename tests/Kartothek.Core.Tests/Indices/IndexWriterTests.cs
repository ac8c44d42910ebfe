using System.Collections.Immutable;
using DuckDB.NET.Data;
using Kartothek.Columns;
using Kartothek.Testing;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Kartothek.Core.Tests;

/// <summary>The form of format.md 4.1 and 12.1 rule 8, in the bytes, and vectors 83, 84 and 230 of section 11.</summary>
public sealed class IndexWriterTests
{
    private const string Key = "u/indices/c/1.by-dataset-index.parquet";

    public static TheoryData<ColumnType, object[], string> Types => new()
    {
        { ColumnType.Int64, [long.MinValue, -1L, 0L, 5L, long.MaxValue], "Int64 None" },
        { ColumnType.UInt64, [0UL, 14671423800646041619, ulong.MaxValue], "Int64 Int" },
        { ColumnType.Double, [double.NegativeInfinity, -1.5, 0.0, 1e-300, double.MaxValue], "Double None" },
        { ColumnType.Boolean, [false, true], "Boolean None" },
        { ColumnType.String, ["", "a", "a\0", "ab", "ö", "\uFFEE", "\U0001F600"], "ByteArray String" },
        { ColumnType.Binary, [Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 0, 255 }, new byte[] { 255, 1 }], "ByteArray None" },
        { ColumnType.Date, [-719_162, 0, 18_262, 2_932_896], "Int32 Date" },
        { ColumnType.Timestamp(ColumnUnit.Microsecond), [-1L, 0L, 1_577_968_984_567_890L], "Int64 Timestamp Micros False" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_type_is_written_in_the_form_that_both_libraries_read(ColumnType type, object[] values, string stored)
    {
        await using var store = new MemoryStore();
        var index = Index(type, values);

        await IndexWriter.WriteAsync(store, Key, index, PythonTarget.Kartothek);

        var bytes = (await store.ReadTailAsync(Key, int.MaxValue)).Bytes.ToArray();
        using (var file = new ParquetFileReader(new MemoryStream(bytes)))
        {
            Assert.Empty(file.FileMetaData.KeyValueMetadata);
            Assert.Equal((1, (long)values.Length), (file.FileMetaData.NumRowGroups, file.FileMetaData.NumRows));
            var fields = file.FileMetaData.Schema.GroupNode.Fields;
            Assert.Equal(["c", "partition"], fields.Select(f => f.Name));
            Assert.All(fields, f => Assert.Equal(Repetition.Optional, f.Repetition));
            Assert.Equal(stored, Describe((PrimitiveNode)fields[0]));
            var list = (GroupNode)((GroupNode)fields[1]).Fields[0];
            Assert.Equal((LogicalTypeEnum.List, Repetition.Repeated), (fields[1].LogicalType.Type, list.Repetition));
            Assert.Equal(("item", LogicalTypeEnum.String), (list.Fields[0].Name, list.Fields[0].LogicalType.Type));
            using var group = file.RowGroup(0);
            for (var c = 0; c < 2; c++)
            {
                var statistics = group.MetaData.GetColumnChunkMetaData(c).Statistics;
                Assert.True(statistics is { NullCount: 0, HasMinMax: true });
            }
        }
        var loaded = await LoadedIndex.ReadAsync(store, IndexReference.InFile("c", Key), index.Field);
        Assert.Equal(Print(index), Print(loaded.Entries));
        Assert.Equal(type.Kind == ColumnKind.String ? PythonTarget.Kartothek : null, loaded.Target);
        var read = await IndexReader.ReadAsync(store, IndexReference.InFile("c", Key), index.Field, new LabelLookup(["p1", "p2"]));
        Assert.Equal(values.Length, read.Count);
    }

    [Fact]
    public async Task A_text_index_for_Plateau_says_large_string_and_a_reader_sees_it()
    {
        await using var store = new MemoryStore();
        var index = Index(ColumnType.String, ["a", "b"]);

        await IndexWriter.WriteAsync(store, Key, index, PythonTarget.Plateau);

        var loaded = await LoadedIndex.ReadAsync(store, IndexReference.InFile("c", Key), index.Field);
        Assert.Equal(PythonTarget.Plateau, loaded.Target);
        Assert.Equal(Print(index), Print(loaded.Entries));
        // Arrow's own reader takes the entry for the type of the column.
        using var file = new ParquetSharp.Arrow.FileReader(new MemoryStream((await store.ReadTailAsync(Key, int.MaxValue)).Bytes.ToArray()));
        Assert.IsType<Apache.Arrow.Types.LargeStringType>(file.Schema.GetFieldByName("c").DataType);
        var list = Assert.IsType<Apache.Arrow.Types.ListType>(file.Schema.GetFieldByName("partition").DataType);
        Assert.IsType<Apache.Arrow.Types.StringType>(list.ValueDataType);

        await IndexWriter.WriteAsync(store, Key, Index(ColumnType.Int64, [1L]), PythonTarget.Plateau);
        Assert.Null((await LoadedIndex.ReadAsync(store, IndexReference.InFile("c", Key), new Field("c", ColumnType.Int64))).Target);
    }

    [Fact]
    public async Task An_index_without_values_has_a_type()
    {
        await using var store = new MemoryStore();
        await IndexWriter.WriteAsync(store, Key, IndexEntries.Empty(new Field("c", ColumnType.Date)), PythonTarget.Kartothek);
        var loaded = await LoadedIndex.ReadAsync(store, IndexReference.InFile("c", Key), new Field("c", ColumnType.Date));
        Assert.Equal(0, loaded.Entries.Count);
        using var file = new ParquetFileReader(new MemoryStream((await store.ReadTailAsync(Key, int.MaxValue)).Bytes.ToArray()));
        Assert.Equal(LogicalTypeEnum.Date, file.FileMetaData.Schema.GroupNode.Fields[0].LogicalType.Type);
    }

    [Fact]
    public async Task Many_values_lie_sorted_in_row_groups_whose_bounds_are_true_and_DuckDB_reads_the_same()
    {
        var random = new Random(3);
        var model = new SortedDictionary<long, SortedSet<string>>();
        var field = new Field("c", ColumnType.Int64);
        var parts = new List<IndexPart>();
        for (var f = 0; f < 30; f++)
        {
            var builder = IndexPartBuilder.Create(field);
            var values = new FlatVector<long>(ColumnType.Int64, 10_000) { Length = 10_000 };
            for (var i = 0; i < values.Length; i++)
            {
                values.Values[i] = random.NextInt64(-50_000, 50_000);
                var labels = model.TryGetValue(values.Values[i], out var known) ? known : model[values.Values[i]] = new(StringComparer.Ordinal);
                labels.Add($"month={f}/{f:x32}");
            }
            builder.Add(values);
            parts.Add(builder.Finish($"month={f}/{f:x32}"));
        }
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);

        await IndexWriter.WriteAsync(store, "index.parquet", IndexMerge.Merge(field, null, parts, ImmutableHashSet<string>.Empty), PythonTarget.Kartothek);

        var path = Path.Combine(folder.Path, "index.parquet");
        using (var file = new ParquetFileReader(path))
        {
            Assert.Equal((model.Count + IndexWriter.RowGroupRows - 1) / IndexWriter.RowGroupRows, file.FileMetaData.NumRowGroups);
            long? last = null;
            for (var g = 0; g < file.FileMetaData.NumRowGroups; g++)
            {
                using var group = file.RowGroup(g);
                var bounds = Assert.IsType<Statistics<long>>(group.MetaData.GetColumnChunkMetaData(0).Statistics);
                Assert.True(last is null || bounds.Min > last);
                last = bounds.Max;
                Assert.True(group.MetaData.GetColumnChunkMetaData(1).TotalCompressedSize < 16 * group.MetaData.NumRows);
            }
        }
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT c, list_sort(partition)::VARCHAR FROM read_parquet('{path}')";
        using var reader = command.ExecuteReader();
        foreach (var (value, labels) in model)
        {
            Assert.True(reader.Read());
            Assert.Equal(value, reader.GetInt64(0));
            Assert.Equal($"[{string.Join(", ", labels)}]".Replace("'", "", StringComparison.Ordinal), reader.GetString(1).Replace("'", "", StringComparison.Ordinal));
        }
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task An_embedded_index_becomes_one_in_a_file()
    {
        var field = new Field("c", ColumnType.Int64);
        var reference = IndexReference.Embedded("c", [new("5", ["p1", "gone"]), new("-7", ["p0", "p1"])]);
        await using var store = new MemoryStore();
        var loaded = await LoadedIndex.ReadAsync(store, reference, field);
        Assert.Null(loaded.Target);
        await IndexWriter.WriteAsync(store, Key, loaded.Entries, PythonTarget.Kartothek);
        Assert.Equal("-7: p0 p1, 5: gone p1", Print((await LoadedIndex.ReadAsync(store, IndexReference.InFile("c", Key), field)).Entries));
        Assert.Equal(ErrorKind.Corrupt, (await Assert.ThrowsAsync<KartothekException>(async () => await LoadedIndex.ReadAsync(store, reference, new Field("c", ColumnType.Boolean)))).Kind);
    }

    [Fact]
    public async Task Timestamps_that_fall_together_in_a_coarser_unit_are_one_value()
    {
        await using var store = new MemoryStore();
        var (ns, us) = (ColumnType.Timestamp(ColumnUnit.Nanosecond), ColumnType.Timestamp(ColumnUnit.Microsecond));
        await IndexWriter.WriteAsync(store, Key, Index(ns, [1_000L, 1_999L, 2_000L]), PythonTarget.Kartothek);
        var loaded = await LoadedIndex.ReadAsync(store, IndexReference.InFile("c", Key), new Field("c", us));
        Assert.Equal("1: p1 p2, 2: p1 p2", Print(loaded.Entries));
    }

    /// <summary>Each value is in p1 and p2.</summary>
    private static IndexEntries Index(ColumnType type, object[] values)
    {
        var field = new Field("c", type);
        var builder = IndexPartBuilder.Create(field);
        builder.Add(ConstantVectors.OfValues(type, values.Length, i => values[i]));
        var first = builder.Finish("p1");
        builder.Add(ConstantVectors.OfValues(type, values.Length, i => values[i]));
        return IndexMerge.Merge(field, null, [first, builder.Finish("p2")], ImmutableHashSet<string>.Empty);
    }

    private static string Describe(PrimitiveNode node) => node.LogicalType is TimestampLogicalType stamp
        ? $"{node.PhysicalType} {stamp.Type} {stamp.TimeUnit} {stamp.IsAdjustedToUtc}"
        : $"{node.PhysicalType} {node.LogicalType.Type}";

    private static string Print(IndexEntries index) => string.Join(", ", Enumerable.Range(0, index.Count).Select(i =>
        $"{(VectorValues.At(index.Values, i) is byte[] bytes ? Convert.ToHexString(bytes) : VectorValues.At(index.Values, i))}: "
        + string.Join(' ', index.PostingsOf(i).ToArray().Select(l => index.Labels[l]).Order(StringComparer.Ordinal))));
}
