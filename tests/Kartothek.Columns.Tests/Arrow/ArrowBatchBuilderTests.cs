using Apache.Arrow;
using Apache.Arrow.Ipc;
using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class ArrowBatchBuilderTests
{
    [Fact]
    public void Blocks_of_every_type_and_shape_come_back_from_batches() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var builder = new ArrowBatchBuilder(RandomCase.Schema, random.Random.Next(1, 60));
        var written = RandomCase.Schema.Fields.ToDictionary(f => f.Name, _ => new List<object?>());
        var batches = new List<RecordBatch>();
        for (var block = random.Random.Next(4); block > 0; block--)
        {
            var length = random.Random.Next(50);
            var rows = random.Rows(length);
            var vectors = random.Block(rows, length);
            foreach (var (name, values) in rows) written[name].AddRange(values);
            for (var start = 0; start < length;)
            {
                start += builder.Append(vectors, start);
                if (builder.IsFull) batches.Add(builder.Build());
            }
        }

        batches.Add(builder.Build());
        Assert.All(batches.SkipLast(1), batch => Assert.Equal(builder.BatchRows, batch.Length));
        var read = RandomCase.Schema.Fields.ToDictionary(f => f.Name, _ => new List<object?>());
        foreach (var batch in batches.Select(Travel))
        {
            var block = ArrowVectors.ToBlock(batch, RandomCase.Schema);
            for (var column = 0; column < block.Columns.Length; column++)
            {
                for (var row = 0; row < block.Length; row++) read[RandomCase.Schema.Fields[column].Name].Add(VectorMaker.Read(block.Columns[column], row));
            }
        }

        foreach (var (name, values) in written)
        {
            Assert.Equal(values.Count, read[name].Count);
            for (var row = 0; row < values.Count; row++) Assert.True(ConstantValue.Same(values[row], read[name][row]), $"{name}, row {row}: {values[row]} came back as {read[name][row]}");
        }
    }, iter: 300);

    [Fact]
    public void Types_come_back_from_Arrow_except_that_a_UUID_is_sixteen_bytes()
    {
        Field item = new("item", ColumnType.Timestamp(ColumnUnit.Nanosecond, isUtc: true));
        ColumnType[] types =
        [
            .. RandomCase.Schema.Fields.Select(f => f.Type), ColumnType.List(item), ColumnType.Struct(item, new("other", ColumnType.List(item), false)),
            ColumnType.Map(new("key", ColumnType.String, false), new("value", ColumnType.Decimal(5, 1))),
        ];
        foreach (var type in types)
        {
            Assert.Equal(type.Kind == ColumnKind.Uuid ? ColumnType.FixedBinary(16) : type, ArrowTypes.FromArrow(ArrowTypes.ToArrow(type)));
        }
    }

    [Fact]
    public void A_missing_nested_column_is_null_in_every_row()
    {
        Field item = new("item", ColumnType.Struct(new("a", ColumnType.Int32), new("b", ColumnType.List(new("item", ColumnType.String)))));
        var schema = new Schema([new("list", ColumnType.List(item)), new("map", ColumnType.Map(new("key", ColumnType.String, false), item)), new("struct", item.Type)]);
        var builder = new ArrowBatchBuilder(schema, 10);
        builder.Append(new Block(schema, [.. schema.Fields.Select(f => new NullVector(f.Type) { Length = 3 })]) { Length = 3 });
        using var batch = Travel(builder.Build());
        Assert.Equal(3, batch.Length);
        Assert.All(batch.Arrays, array => Assert.Equal(3, array.NullCount));
    }

    [Fact]
    public void Nested_rows_are_gathered_and_put_together()
    {
        var type = ColumnType.List(new Field("item", ColumnType.Int32));
        var list = new ListArray.Builder(Apache.Arrow.Types.Int32Type.Default);
        var items = (Int32Array.Builder)list.ValueBuilder;
        for (var i = 0; i < 6; i++)
        {
            list.Append();
            for (var k = 0; k < i; k++) items.Append((10 * i) + k);
        }

        var schema = new Schema([new Field("l", type)]);
        var vector = new NestedVector(type, list.Build()) { Length = 6 };
        var gathered = VectorCopy.Gather(vector, [1, 2, 5]);
        var builder = new ArrowBatchBuilder(schema, 10);
        builder.Append(new Block(schema, [gathered]) { Length = 3 });
        builder.Append(new Block(schema, [vector]) { Length = 6 }, start: 4);
        using var batch = builder.Build();
        var result = (ListArray)batch.Column(0);
        string[] texts = [.. Enumerable.Range(0, result.Length).Select(i => string.Join(' ', ((Int32Array)result.GetSlicedValues(i)).ToList()))];
        Assert.Equal(["10", "20 21", "50 51 52 53 54", "40 41 42 43", "50 51 52 53 54"], texts);
    }

    [Fact]
    public void An_array_of_another_type_is_refused()
    {
        using var array = new Int32Array.Builder().Append(1).Build();
        Assert.Equal(
            "Cannot read an Arrow array of type 'int32' as 'int64'. Convert the array, or ask for its own type.",
            Assert.Throws<KartothekException>(() => ArrowVectors.ToVector(array, ColumnType.Int64)).Message);
    }

    [Fact]
    public void A_dictionary_of_Arrow_stays_one()
    {
        var codes = new Int8Array.Builder().Append(1).AppendNull().Append(0).Append(2).Build();
        var entries = new StringArray.Builder().Append("a").Append("b").AppendNull().Build();
        var vector = ArrowVectors.ToVector(new DictionaryArray(new(Apache.Arrow.Types.Int8Type.Default, Apache.Arrow.Types.StringType.Default, false), codes, entries), ColumnType.String);
        Assert.IsType<DictionaryVector>(vector);
        Assert.Equal(["b", null, "a", null], Enumerable.Range(0, 4).Select(row => VectorMaker.Read(vector, row)));
    }

    [Fact]
    public void A_slice_of_booleans_may_begin_anywhere()
    {
        var builder = new BooleanArray.Builder();
        bool?[] values = [.. Enumerable.Range(0, 40).Select(i => i % 5 == 4 ? (bool?)null : i % 3 == 0)];
        foreach (var value in values) _ = value is { } known ? builder.Append(known) : builder.AppendNull();
        var array = builder.Build();
        for (var start = 0; start < values.Length; start++)
        {
            for (var length = 0; start + length <= values.Length; length++)
            {
                var vector = ArrowVectors.ToVector(ArrowArrayFactory.Slice(array, start, length), ColumnType.Boolean);

                Assert.Equal(values.Skip(start).Take(length).Cast<object?>(), Enumerable.Range(0, length).Select(row => VectorMaker.Read(vector, row)));
            }
        }
    }

    [Fact]
    public void A_code_outside_of_its_dictionary_is_refused()
    {
        var entries = new StringArray.Builder().Append("a").Build();
        foreach (var code in new[] { 1, -1 })
        {
            var codes = new Int32Array.Builder().Append(0).Append(code).Build();
            var array = new DictionaryArray(new(Apache.Arrow.Types.Int32Type.Default, Apache.Arrow.Types.StringType.Default, false), codes, entries);

            Assert.Equal(
                $"Row 1 of an Arrow dictionary array has the code {code}, and its dictionary has 1 entries. Mend the array's indices.",
                Assert.Throws<KartothekException>(() => ArrowVectors.ToVector(array, ColumnType.String)).Message);
        }
    }

    private static RecordBatch Travel(RecordBatch batch)
    {
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true)) writer.WriteRecordBatch(batch);
        stream.Position = 0;
        using var reader = new ArrowStreamReader(stream);
        return reader.ReadNextRecordBatch();
    }
}
