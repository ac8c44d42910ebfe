using Apache.Arrow;

namespace Kartothek.Columns.Tests;

public sealed class PooledMemoryTests
{
    [Fact]
    public void A_shared_slice_keeps_its_values_after_the_batch_is_disposed_and_others_are_made()
    {
        var batch = Batch(1000, 0);
        var slice = batch.SliceShared(500, 10);
        batch.Dispose();
        using var other = Batch(1000, 1_000_000);
        Assert.Equal([.. Enumerable.Range(500, 10).Select(i => (long)i)], ((Int64Array)slice.Column(0)).Values.ToArray());
        Assert.Equal("text 507", ((StringArray)slice.Column(1)).GetString(7));
        slice.Dispose();
    }

    [Fact]
    public void A_batch_disposed_twice_gives_its_memory_back_once()
    {
        var first = Batch(5000, 0);
        first.Dispose();
        first.Dispose();

        // Memory given back twice would be that of both.
        using var second = Batch(5000, 10);
        using var third = Batch(5000, 20);
        Assert.Equal(10, ((Int64Array)second.Column(0)).GetValue(0));
        Assert.Equal(20, ((Int64Array)third.Column(0)).GetValue(0));
        Assert.Equal("text 10", ((StringArray)second.Column(1)).GetString(0));
    }

    [Fact]
    public void Texts_of_every_length_come_whole_whatever_stands_behind_them()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => new string((char)('a' + (i % 26)), (i * 7) % 67))];
        var schema = new Schema([new Field("text", ColumnType.String)]);
        var builder = new ArrowBatchBuilder(schema, texts.Length);
        builder.Append(new Block(schema, [VectorMaker.Flat(ColumnType.String, texts)]) { Length = texts.Length });
        using var batch = builder.Build();
        Assert.Equal(texts, Enumerable.Range(0, texts.Length).Select(i => ((StringArray)batch.Column(0)).GetString(i)));
    }

    private static RecordBatch Batch(int rows, long first)
    {
        var schema = new Schema([new Field("number", ColumnType.Int64), new Field("text", ColumnType.String)]);
        var builder = new ArrowBatchBuilder(schema, rows);
        var numbers = VectorMaker.Flat(ColumnType.Int64, [.. Enumerable.Range(0, rows).Select(i => (object?)(first + i))]);
        var texts = VectorMaker.Flat(ColumnType.String, [.. Enumerable.Range(0, rows).Select(i => (object?)$"text {first + i}")]);
        builder.Append(new Block(schema, [numbers, texts]) { Length = rows });
        return builder.Build();
    }
}
