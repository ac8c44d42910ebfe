using CsCheck;
using Kartothek.Columns;
using static Kartothek.Parquet.Tests.Schemas;

namespace Kartothek.Parquet.Tests;

public class NestedColumnTests
{
    /// <summary>Figure 2 of Melnik et al., Dremel (VLDB 2010), without its top level: Links and Name of documents r1 and r2.</summary>
    [Fact]
    public void The_documents_of_the_Dremel_paper_are_assembled_from_its_levels()
    {
        var schema = Build(
            Group("Document", Repetition.Required, 3),
            Int64("DocId", Repetition.Required),
            Group("Links", Repetition.Optional, 2),
            Int64("Backward", Repetition.Repeated),
            Int64("Forward", Repetition.Repeated),
            Group("Name", Repetition.Repeated, 2),
            Group("Language", Repetition.Repeated, 2),
            Text("Code", Repetition.Required),
            Text("Country", Repetition.Optional),
            Text("Url", Repetition.Optional));
        var leaves = schema.Leaves;
        // Figure 3: values with repetition and definition levels, as the paper prints them.
        LeafLevels[] columns =
        [
            Int64s(leaves[0], [10, 20], null, null),
            Int64s(leaves[1], [10, 30], [0, 0, 1], [1, 2, 2]),
            Int64s(leaves[2], [20, 40, 60, 80], [0, 1, 1, 0], [2, 2, 2, 2]),
            Texts(leaves[3], ["en-us", "en", "en-gb"], [0, 2, 1, 1, 0], [2, 2, 1, 2, 1]),
            Texts(leaves[4], ["us", "gb"], [0, 2, 1, 1, 0], [3, 2, 1, 3, 1]),
            Texts(leaves[5], ["http://A", "http://B", "http://C"], [0, 1, 1, 0], [2, 2, 1, 2]),
        ];

        var rows = Read(schema.Columns[0], columns, 2);

        Assert.Equal(
            "{DocId: 10, Links: {Backward: [], Forward: [20, 40, 60]}, Name: ["
            + "{Language: [{Code: 'en-us', Country: 'us'}, {Code: 'en', Country: null}], Url: 'http://A'}, "
            + "{Language: [], Url: 'http://B'}, {Language: [{Code: 'en-gb', Country: 'gb'}], Url: null}]}",
            rows[0]);
        Assert.Equal("{DocId: 20, Links: {Backward: [10, 30], Forward: [80]}, Name: [{Language: [], Url: 'http://C'}]}", rows[1]);
    }

    [Fact]
    public void Null_lists_empty_lists_and_lists_of_null_differ()
    {
        var schema = Build(
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("list", Repetition.Repeated, 1), Int64("element", Repetition.Optional));
        var leaf = Int64s(schema.Leaves[0], [7], [0, 0, 0, 0, 1], [0, 1, 2, 3, 2]);

        Assert.Equal(["null", "[]", "[null]", "[7, null]"], Read(schema.Columns[0], [leaf], 4));
    }

    [Fact]
    public void A_structure_that_is_null_differs_from_one_whose_members_are_null()
    {
        var schema = Build(Group("s", Repetition.Optional, 2), Int64("a", Repetition.Optional), Int64("b", Repetition.Required));
        var a = Int64s(schema.Leaves[0], [1], null, [0, 1, 2]);
        var b = Int64s(schema.Leaves[1], [5, 6], null, [0, 1, 1]);

        Assert.Equal(["null", "{a: null, b: 5}", "{a: 1, b: 6}"], Read(schema.Columns[0], [a, b], 3));
    }

    [Fact]
    public void Rows_are_taken_by_number_across_several_calls()
    {
        var schema = Build(
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("list", Repetition.Repeated, 1), Int64("element", Repetition.Required));
        var shredder = new Shredder(schema.Columns[0]);
        for (var row = 0L; row < 100; row++)
            shredder.Add(row % 7 == 0 ? null : Enumerable.Range(0, (int)(row % 4)).Select(i => (object?)(row * 10 + i)).ToArray());
        var column = new NestedColumn(schema.Columns[0], schema.Columns[0].Field.Type, shredder.ToLeaves(schema.Leaves.AsSpan()), 100, "f");

        Assert.Equal(["[10]", "[20, 21]", "[30, 31, 32]"], Show(column.Rows(1, 3)));
        Assert.Equal(["[50]", "[60, 61]", "null", "[990, 991, 992]"], Show(column.Rows([5, 6, 49, 99])));
    }

    [Fact]
    public void Members_of_structures_are_matched_by_name_and_missing_ones_are_null()
    {
        var schema = Build(Group("s", Repetition.Optional, 2), Int64("a", Repetition.Optional), Int64("b", Repetition.Required));
        var a = Int64s(schema.Leaves[0], [1], null, [0, 1, 2]);
        var b = Int64s(schema.Leaves[1], [5, 6], null, [0, 1, 1]);
        var wanted = ColumnType.Struct(
            new Field("b", ColumnType.Int64), new Field("new", ColumnType.List(new Field("item", ColumnType.String))), new Field("a", ColumnType.Int64));

        var column = new NestedColumn(schema.Columns[0], wanted, [a, b], 3, "f");

        Assert.Equal(["null", "{b: 5, new: null, a: null}", "{b: 6, new: null, a: 1}"], Show(column.Rows(0, 3)));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0 }, new byte[] { 3, 3 }, "first level continues")]
    [InlineData(new byte[] { 0, 1 }, new byte[] { 0, 3 }, "null or empty")]
    [InlineData(new byte[] { 0, 1 }, new byte[] { 1, 3 }, "null or empty")]
    [InlineData(new byte[] { 0, 1 }, new byte[] { 3, 1 }, "null or empty")]
    [InlineData(new byte[] { 0, 2 }, new byte[] { 3, 3 }, "repetition level is 2")]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 3, 4 }, "definition level is above 3")]
    [InlineData(new byte[] { 0, 0, 0 }, new byte[] { 0, 0, 0 }, "3 rows")]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 3, 3 }, "2 values")]
    public void Levels_that_contradict_themselves_are_corrupt(byte[] repetition, byte[] definition, string what)
    {
        var schema = Build(
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("list", Repetition.Repeated, 1), Int64("element", Repetition.Optional));
        var leaf = Int64s(schema.Leaves[0], [7], repetition, definition);

        var error = Assert.Throws<KartothekException>(() => Read(schema.Columns[0], [leaf], 2));

        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains(what, error.Message);
        Assert.Contains("'l.list.element'", error.Message);
    }

    [Fact]
    public void Whatever_is_shredded_is_assembled_again() =>
        Gen.Select(RandomSchemas.Schema, Gen.Int[0, 30], Gen.Int[0, 1 << 30]).Sample((elements, rows, seed) =>
        {
            var schema = Build(elements);
            var root = schema.Columns[0];
            var random = new Random(seed);
            var values = Enumerable.Range(0, rows).Select(_ => RandomSchemas.Value(root, random)).ToList();
            var shredder = new Shredder(root);
            values.ForEach(shredder.Add);
            var leaves = shredder.ToLeaves(schema.Leaves.AsSpan());
            Assert.Equal(values.Select(ArrowValues.Show), Read(root, leaves, rows));

            var some = Enumerable.Range(0, rows).Where(_ => random.Next(3) == 0).ToArray();
            var column = new NestedColumn(root, root.Field.Type, leaves, rows, "f");
            Assert.Equal(some.Select(r => ArrowValues.Show(values[r])), Show(column.Rows(some)));
        });

    private static string[] Read(SchemaNode node, LeafLevels[] leaves, int rows) =>
        Show(new NestedColumn(node, node.Field.Type, leaves, rows, "f").Rows(0, rows));

    private static string[] Show(NestedVector vector) =>
        [.. Enumerable.Range(0, vector.Length).Select(r => ArrowValues.Show(ArrowValues.At(vector.Array, r)))];

    private static LeafLevels Int64s(LeafColumn leaf, long[] values, byte[]? repetition, byte[]? definition) => new()
    {
        Leaf = leaf,
        Count = definition?.Length ?? values.Length,
        Definition = definition,
        Repetition = repetition,
        Values = new FlatVector<long>(leaf.Type) { Values = values, Length = values.Length },
    };

    private static LeafLevels Texts(LeafColumn leaf, string[] values, byte[] repetition, byte[] definition)
    {
        var entries = new BytesVector(leaf.Type) { Data = System.Text.Encoding.UTF8.GetBytes(string.Concat(values)), Views = new ByteView[values.Length], Length = values.Length };
        for (int i = 0, offset = 0; i < values.Length; offset += values[i++].Length)
            entries.Views[i] = new ByteView(offset, values[i].Length);
        // As dictionary codes, which the pages of text mostly hold.
        var codes = new DictionaryVector(leaf.Type) { Codes = [.. Enumerable.Range(0, values.Length)], Dictionary = new(entries), Length = values.Length };
        return new LeafLevels { Leaf = leaf, Count = definition.Length, Definition = definition, Repetition = repetition, Values = codes };
    }
}
