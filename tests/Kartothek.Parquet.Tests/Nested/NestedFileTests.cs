using Apache.Arrow;
using CsCheck;
using Kartothek.Columns;
using ParquetSharp;
using ParquetSharp.Arrow;
using static Kartothek.Parquet.Tests.Schemas;
using ArrowField = Apache.Arrow.Field;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Parquet.Tests;
/// <summary>Nested columns in files that Arrow's C++ writer made.</summary>
public class NestedFileTests
{
    [Fact]
    public Task Random_nested_columns_written_by_Arrow_read_equal_in_every_page_layout() =>
        Gen.Select(RandomSchemas.Schema, Gen.Int[0, 400], Gen.Int[0, 1 << 30]).SampleAsync(async (elements, rows, seed) =>
        {
            var random = new Random(seed);
            var schema = Build(elements);
            var root = schema.Columns[0];
            var values = Enumerable.Range(0, rows).Select(_ => RandomSchemas.Value(root, random)).ToList();
            var bytes = Write(schema, values, random);

            var source = new MemoryByteSource("nested", bytes);
            var footer = await ParquetFooter.ReadAsync(source);
            var read = await ReadAsync(source, footer, new ScanColumns(footer.Schema));

            Assert.Equal(values.Select(ArrowValues.Show), read);
            Assert.Equal(read, await ReadAsync(source, footer, new ScanColumns(footer.Schema) { KeepsNestedCodes = true }));
        }, iter: 150);

    [Fact]
    public async Task Survivors_of_a_filter_over_a_flat_column_carry_their_own_nested_values()
    {
        var (source, footer) = await TenThousandListsAsync();
        var id = new ColumnScalar("id", ColumnType.Int64);
        var some = Scalar.In(id, new object?[] { 7L, 4097L, 9998L, 9999L });

        Assert.Equal(["[70]", "[40970, null]", "[99980, null]", "[]"], await ReadAsync(source, footer, Where(footer, some)));
    }

    [Fact]
    public async Task A_nested_column_is_filtered_by_itself_and_then_by_others()
    {
        var (source, footer) = await TenThousandListsAsync();
        var list = new ColumnScalar("l", footer.Schema["l"].Type);
        var id = new ColumnScalar("id", ColumnType.Int64);
        var some = Scalar.In(id, new object?[] { 11L, 14L, 22L, 4097L, 9999L });

        // Every row of which the number ends in 1 has no list.
        var spec = Where(footer, Scalar.Not(Scalar.IsNull(list)), some);
        Assert.Equal(["[140, null]", "[220]", "[40970, null]", "[]"], await ReadAsync(source, footer, spec));
    }

    [Fact]
    public async Task Leaves_are_converted_and_members_picked_by_the_wanted_type()
    {
        var schema = Build(
            Group("s", Repetition.Optional, 2), Int64("a", Repetition.Optional),
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("list", Repetition.Repeated, 1),
            Group("element", Repetition.Optional, 1), Int64("x", Repetition.Required));
        List<object?> values =
        [
            null,
            new Dictionary<string, object?> { ["a"] = 1L, ["l"] = null },
            new Dictionary<string, object?> { ["a"] = null, ["l"] = new object?[] { null, new Dictionary<string, object?> { ["x"] = 5L } } },
        ];
        var source = new MemoryByteSource("picked", Write(schema, values, new Random(1)));
        var footer = await ParquetFooter.ReadAsync(source);

        var narrow = ColumnType.Struct(new Columns.Field("l", ColumnType.List(new("item", ColumnType.Struct(new Columns.Field("x", ColumnType.Int8))))));
        Assert.Equal(["null", "{l: null}", "{l: [null, {x: 5}]}"], await ReadAsync(source, footer, new ScanColumns(new Schema([new("s", narrow)]))));

        var other = ColumnType.Struct(
            new Columns.Field("l", ColumnType.List(new("item", ColumnType.Struct(new Columns.Field("y", ColumnType.String))))), new Columns.Field("a", ColumnType.Int32));
        Assert.Equal(["null", "{l: null, a: 1}", "{l: [null, {y: null}], a: null}"], await ReadAsync(source, footer, new ScanColumns(new Schema([new("s", other)]))));

        var wrong = new ScanColumns(new Schema([new("s", ColumnType.List(new("item", ColumnType.Int64)))]));
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(() => ReadAsync(source, footer, wrong))).Kind);
    }

    private static ScanColumns Where(ParquetFooter footer, params Scalar[] conjuncts) =>
        new(new Schema([footer.Schema["l"]]), [.. conjuncts], new Dictionary<string, ConstantScalar>());

    private static async Task<(IByteSource Source, ParquetFooter Footer)> TenThousandListsAsync()
    {
        using var stream = new MemoryStream();
        using (var writer = new ParquetSharp.ParquetFileWriter(stream, [new Column<long>("id"), new Column<long?[]>("l")]))
        {
            using var group = writer.AppendRowGroup();
            using (var ids = group.NextColumn().LogicalWriter<long>())
                ids.WriteBatch([.. Enumerable.Range(0, 10_000).Select(i => (long)i)]);
            using (var lists = group.NextColumn().LogicalWriter<long?[]>())
                lists.WriteBatch([.. Enumerable.Range(0, 10_000).Select(i => i % 10 == 1 ? null! : List(i))]);
            writer.Close();
        }
        var source = new MemoryByteSource("filtered", stream.ToArray());
        return (source, await ParquetFooter.ReadAsync(source));
    }

    private static long?[] List(int row) => [.. Enumerable.Range(0, row % 3).Select(k => k == 1 ? null : (long?)((row * 10) + k))];

    private static async Task<List<string>> ReadAsync(IByteSource source, ParquetFooter footer, ScanColumns spec)
    {
        var read = new List<string>();
        using var buffers = new ScanBuffers();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, spec, buffers);
            while (await scan.NextAsync() is { } block)
            {
                for (var row = 0; row < block.Length; row++)
                    read.Add(ArrowValues.Show(VectorValues.At(block.Columns[0], row)));
            }
        }
        return read;
    }

    /// <summary>Writes rows by way of an Arrow batch, which our own assembly makes: Arrow's writer shreds it again.</summary>
    private static byte[] Write(SchemaBuilder schema, List<object?> values, Random random)
    {
        var root = schema.Columns[0];
        var shredder = new Shredder(root);
        values.ForEach(shredder.Add);
        IArrowArray array = root.IsLeaf
            ? throw new NotSupportedException()
            : new NestedColumn(root, root.Field.Type, shredder.ToLeaves(schema.Leaves.AsSpan()), values.Count, "f").Rows(0, values.Count).Array;
        var fields = new Apache.Arrow.Schema([new ArrowField(root.Field.Name, array.Data.DataType, root.Field.IsNullable)], null);
        using var properties = new WriterPropertiesBuilder()
            .Compression(random.Next(2) == 0 ? ParquetSharp.Compression.Snappy : ParquetSharp.Compression.Uncompressed)
            .DataPagesize(random.Next(2) == 0 ? 64 : 1 << 20)
            .WriteBatchSize(8)
            .DataPageVersion(random.Next(2) == 0 ? ParquetDataPageVersion.V1 : ParquetDataPageVersion.V2)
            .MaxRowGroupLength(random.Next(2) == 0 ? 50 : 1 << 20)
            .Let(b => random.Next(2) == 0 ? b.DisableDictionary() : b)
            .Build();
        using var stream = new MemoryStream();
        using (var batch = new RecordBatch(fields, [array], values.Count))
        using (var writer = new FileWriter(stream, fields, properties))
        {
            writer.WriteRecordBatch(batch);
            writer.Close();
        }
        return stream.ToArray();
    }
}
