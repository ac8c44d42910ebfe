using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Record batches that contradict themselves, and names that couldn't be read back: refused, with nothing left behind.</summary>
public sealed class WrittenBatchTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task Arrays_have_as_many_rows_as_their_batch()
    {
        foreach (var length in new[] { 3, 30 })
        {
            var batch = new RecordBatch(SchemaOf(("id", Int64Type.Default)), [Ids(length)], 10);

            await FailsAsync(batch, $"Column 'id' of a record batch has {length} rows, and the batch says 10.");
        }
    }

    [Fact]
    public async Task Texts_lie_in_their_buffer_and_are_UTF8()
    {
        await FailsAsync(Texts([0, 200], "AB"u8), "Value 0 of column \'x\' of a record batch lies outside of the array's buffer.");
        await FailsAsync(Texts([5, 2], "ABCDEF"u8), "Value 0 of column \'x\' of a record batch lies outside of the array's buffer.");
        await FailsAsync(Texts([0, 1, 3], [65, 0xFF, 0xFE]), "Value 1 of column \'x\' of a record batch is text, and no UTF-8.");
        await FailsAsync(Texts([0, 1, 2], "é"u8), "Value 0 of column \'x\' of a record batch is text, and no UTF-8.");
        await FailsAsync(
            new RecordBatch(SchemaOf(("x", new DictionaryType(Int32Type.Default, StringType.Default, false))), [new DictionaryArray(
                new DictionaryType(Int32Type.Default, StringType.Default, false), new Int32Array.Builder().Append(0).Build(), Text([0, 1], [0xFF], ArrowBuffer.Empty))], 1),
            "Value 0 of column \'x\' of a record batch is text, and no UTF-8.");

        // What is below a null doesn't matter.
        var array = Text([0, 1, 2], [65, 0xFF], new ArrowBuffer(new byte[] { 0b01 }));
        await Dataset.CreateAsync(_store, "x", BlockSource.FromBatches(SchemaOf(("x", StringType.Default)), [new RecordBatch(SchemaOf(("x", StringType.Default)), [array], 2)]));
    }

    [Fact]
    public async Task Elements_of_lists_and_fields_of_structures_are_there()
    {
        await FailsAsync(List(Ids(10), [0, 2, 30]), "Value 1 of column 'x' of a record batch lies outside of the array's buffer.");
        await FailsAsync(List(Ids(10), [0, 5, 2]), "Value 1 of column 'x' of a record batch lies outside of the array's buffer.");
        await FailsAsync(List(Text([0, 1], [0xFF], ArrowBuffer.Empty), [0, 1]), "Value 0 of column 'x' of a record batch is text, and no UTF-8.");
        var type = new StructType([new Apache.Arrow.Field("a", Int64Type.Default, true)]);
        await FailsAsync(
            new RecordBatch(SchemaOf(("x", type)), [new StructArray(type, 30, [Ids(20)], ArrowBuffer.Empty)], 30), "Column 'x' of a record batch has 20 rows, and the batch says 30.");

        static RecordBatch List(IArrowArray values, int[] offsets)
        {
            var type = new ListType(new Apache.Arrow.Field("item", values.Data.DataType, true));
            return new(SchemaOf(("x", type)), [new ListArray(type, offsets.Length - 1, new ArrowBuffer.Builder<int>().AppendRange(offsets).Build(), values, ArrowBuffer.Empty)], offsets.Length - 1);
        }
    }

    [Fact]
    public async Task A_structure_has_one_field_of_a_name()
    {
        var type = new StructType([new Apache.Arrow.Field("a", Int64Type.Default, true), new Apache.Arrow.Field("a", Int64Type.Default, true)]);
        var array = new StructArray(type, 2, [Ids(2), Ids(2)], ArrowBuffer.Empty);

        await FailsAsync(new RecordBatch(SchemaOf(("x", type)), [array], 2), "Column 'x' (struct<a: int64, a: int64>) has two fields named 'a'");
    }

    [Fact]
    public async Task Names_are_text()
    {
        await FailsAsync(new RecordBatch(SchemaOf(("\uD800", Int64Type.Default)), [Ids(2)], 2), "The name of column '\\uD800' has half a surrogate pair");
        var dataset = await Dataset.CreateAsync(_store, "x", BlockSource.FromBatches(SchemaOf(("id", Int64Type.Default)), [new RecordBatch(SchemaOf(("id", Int64Type.Default)), [Ids(2)], 2)]));
        var column = new Columns.Field("n", ColumnType.Struct(new Columns.Field("\uDC00", ColumnType.Int64)));

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.UpdateAsync(u => u.AddColumn(column)));

        Assert.Contains("A field of column 'n' is named '\\uDC00', which has half a surrogate pair", error.Message, StringComparison.Ordinal);
    }

    private async Task FailsAsync(RecordBatch batch, string problem)
    {
        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Dataset.CreateAsync(_store, "x", BlockSource.FromBatches(batch.Schema, [batch])));

        Assert.StartsWith(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Invalid, error.Kind);
        Assert.Empty(await _store.ListAsync("").ToListAsync());
    }

    private static RecordBatch Texts(int[] offsets, ReadOnlySpan<byte> data) =>
        new(SchemaOf(("x", StringType.Default)), [Text(offsets, data, ArrowBuffer.Empty)], offsets.Length - 1);

    private static StringArray Text(int[] offsets, ReadOnlySpan<byte> data, ArrowBuffer valid) => new(new ArrayData(
        StringType.Default, offsets.Length - 1, valid.IsEmpty ? 0 : -1, 0, [valid, new ArrowBuffer.Builder<int>().AppendRange(offsets).Build(), new ArrowBuffer(data.ToArray())]));

    private static Int64Array Ids(int count) => new Int64Array.Builder().AppendRange(Enumerable.Range(0, count).Select(i => (long)i)).Build();

    private static Apache.Arrow.Schema SchemaOf(params (string Name, IArrowType Type)[] columns) => new(columns.Select(c => new Apache.Arrow.Field(c.Name, c.Type, true)), null);
}
