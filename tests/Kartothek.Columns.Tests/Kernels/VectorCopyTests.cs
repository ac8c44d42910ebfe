using Apache.Arrow;
using CsCheck;

namespace Kartothek.Columns.Tests;

public sealed class VectorCopyTests
{
    [Fact]
    public void Gathered_and_materialised_rows_have_their_values_in_every_shape() => Gen.Int.Sample(seed =>
    {
        var random = new RandomCase(seed);
        var gathered = new Vector?[RandomCase.Schema.Fields.Length];
        var flat = new Vector?[gathered.Length];
        for (var round = 0; round < 3; round++)
        {
            var length = random.Random.Next(30);
            var values = random.Rows(length);
            var block = random.Block(values, length);
            int[] rows = [.. Enumerable.Range(0, length).Where(_ => random.Random.Next(2) == 0)];
            for (var column = 0; column < gathered.Length; column++)
            {
                var source = block.Columns[column];
                var expected = values[RandomCase.Schema.Fields[column].Name];
                gathered[column] = VectorCopy.Gather(source, rows, gathered[column]);
                Check(gathered[column]!, [.. rows.Select(row => expected[row])]);
                Assert.Equal(source.GetType(), gathered[column]!.GetType());
                var materialised = VectorCopy.Materialize(source, flat[column]);
                Check(materialised, expected);
                Assert.True(source.Type.Kind == ColumnKind.Null || materialised is not (DictionaryVector or ConstantVector or NullVector));
                if (!ReferenceEquals(materialised, source)) flat[column] = materialised;
            }
        }
    }, iter: 500);

    [Fact]
    public void Null_lists_are_found()
    {
        var type = ColumnType.List(new Field("item", ColumnType.Int32));
        var list = new ListArray.Builder(Apache.Arrow.Types.Int32Type.Default);
        list.Append();
        list.AppendNull();
        var schema = new Schema([new Field("l", type)]);
        var block = new Block(schema, [new NestedVector(type, list.Build()) { Length = 2 }]) { Length = 2 };
        var isNull = Scalar.IsNull(Scalar.Column("l", type));
        Assert.Equal([false, true], new ScalarEvaluator(isNull, schema).Test(block).ToArray());
        Assert.Equal([true, false], new ScalarEvaluator(Scalar.Not(isNull), schema).Test(block).ToArray());
    }

    private static void Check(Vector vector, object?[] expected)
    {
        Assert.Equal(expected.Length, vector.Length);
        for (var row = 0; row < expected.Length; row++) Assert.True(ConstantValue.Same(expected[row], VectorMaker.Read(vector, row)));
    }
}
