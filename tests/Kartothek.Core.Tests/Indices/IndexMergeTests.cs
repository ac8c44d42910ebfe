using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>The vectors of format.md 11.5 about indices in memory, and properties over random ones.</summary>
public sealed class IndexMergeTests
{
    private static readonly Field Int = new("c", ColumnType.Int64);
    private static readonly ImmutableHashSet<string> None = [];

    [Fact]
    public void Labels_of_the_same_value_are_put_together()
    {
        var old = Merge(null, [Part("p1", 1, 2), Part("p2", 1), Part("p3", 3)]);
        Assert.Equal("1: p1 p2, 2: p1, 3: p3", Print(old));
        Assert.Equal("1: p1 p2 p4, 2: p1, 3: p3, 4: p4", Print(Merge(old, [Part("p4", 4, 1)])));
    }

    [Fact]
    public void Labels_that_are_removed_take_their_values_with_them()
    {
        var old = Merge(null, [Part("p1", 1, 2), Part("p2", 1), Part("p3", 3)]);
        Assert.Equal("1: p2, 3: p3", Print(Merge(old, [], "p1")));
        var empty = Merge(old, [], "p1", "p2", "p3");
        Assert.Equal("", Print(empty));
        Assert.Equal(Int, empty.Field);
        Assert.Equal("3: p3, 9: p1", Print(Merge(old, [Part("p1", 9)], "p1", "p2")));
    }

    [Fact]
    public void An_index_that_does_not_change_is_the_same_object()
    {
        var old = Merge(null, [Part("p1", 1)]);
        Assert.Same(old, Merge(old, []));
        Assert.Same(old, Merge(old, [Part("p2")]));
        Assert.Same(old, Merge(old, [], "gone"));
        Assert.NotSame(old, Merge(old, [], "p1"));
        Assert.NotSame(old, Merge(old, [Part("p2", 1)]));
    }

    [Fact]
    public void A_label_that_comes_twice_is_kept_once()
    {
        var old = Merge(null, [Part("p1", 1, 2)]);
        Assert.Equal("1: p1, 2: p1, 3: p1", Print(Merge(old, [Part("p1", 3, 1), Part("p1", 1)])));
    }

    [Fact]
    public void Values_of_another_column_or_type_are_refused()
    {
        var e = Assert.Throws<KartothekException>(() => Merge(null, [Finish(new Field("d", ColumnType.Int64), "p1", 1L)]));
        Assert.Equal("The index of column 'c' can't take values of column 'd'. Give each index the values of its own column.", e.Message);
        e = Assert.Throws<KartothekException>(() => Merge(null, [Finish(new Field("c", ColumnType.String), "p1", "a")]));
        Assert.Equal("The index of column 'c' holds int64, and the values to be added are string. Build the index again.", e.Message);
    }

    [Fact]
    public void An_index_without_values_has_a_type()
    {
        var index = IndexEntries.Empty(new Field("c", ColumnType.Date));
        Assert.Equal((0, ColumnType.Date), (index.Count, index.Values.Type));
        Assert.Equal("1: p2", Print(Merge(IndexEntries.Empty(Int), [Part("p1"), Part("p2", 1)])));
    }

    [Fact]
    public void Nulls_and_NaN_are_not_indexed_and_both_zeros_are_one_entry()
    {
        var field = new Field("c", ColumnType.Double);
        var builder = IndexPartBuilder.Create(field);
        builder.Add(new FlatVector<double>(ColumnType.Double) { Values = [1.5, double.NaN, -0.0, 7, 0.0, double.NegativeInfinity, -2.5], Valid = [true, true, true, false, true, true, true], Length = 7 });
        var index = IndexMerge.Merge(field, null, [builder.Finish("p")], None);
        Assert.Equal([double.NegativeInfinity, -2.5, 0.0, 1.5], ((FlatVector<double>)index.Values).Values);
        Assert.False(double.IsNegative(((FlatVector<double>)index.Values).Values[2]));
    }

    [Fact]
    public void Narrow_types_and_other_units_come_in_the_type_of_the_index()
    {
        var builder = IndexPartBuilder.Create(new Field("c", ColumnType.Int8));
        builder.Add(new FlatVector<int>(ColumnType.Int8) { Values = [-3, 5], Length = 2 });
        builder.Add(new FlatVector<long>(ColumnType.Int64) { Values = [long.MinValue, 5], Length = 2 });
        Assert.Equal($"{long.MinValue}: p, -3: p, 5: p", Print(Merge(null, [builder.Finish("p")])));

        var stamps = new Field("c", ColumnType.Timestamp(ColumnUnit.Microsecond));
        builder = IndexPartBuilder.Create(stamps);
        builder.Add(new FlatVector<long>(ColumnType.Timestamp(ColumnUnit.Millisecond)) { Values = [-1], Length = 1 });
        builder.Add(new FlatVector<long>(ColumnType.Timestamp(ColumnUnit.Nanosecond)) { Values = [-1, 2_999], Length = 2 });
        Assert.Equal("-1000: p, -1: p, 2: p", Print(IndexMerge.Merge(stamps, null, [builder.Finish("p")], None)));

        var unsigned = new Field("c", ColumnType.UInt64);
        builder = IndexPartBuilder.Create(new Field("c", ColumnType.UInt16));
        builder.Add(new FlatVector<ulong>(ColumnType.UInt64) { Values = [14671423800646041619, ulong.MaxValue], Length = 2 });
        Assert.Equal("14671423800646041619: p, 18446744073709551615: p", Print(IndexMerge.Merge(unsigned, null, [builder.Finish("p")], None)));
    }

    [Fact]
    public void Only_entries_of_a_dictionary_that_occur_are_indexed()
    {
        var dictionary = new ValueDictionary(Text("a", "never", "b", "null"));
        var builder = IndexPartBuilder.Create(new Field("c", ColumnType.String));
        builder.Add(new DictionaryVector(ColumnType.String) { Dictionary = dictionary, Codes = [2, 0, 3, 2], Valid = [true, true, false, true], Length = 4 });
        builder.Add(new DictionaryVector(ColumnType.String) { Dictionary = dictionary, Codes = [1, 2, 0, 1], Length = 4 }, [1, 2]);
        builder.Add(new ConstantVector(ColumnType.String, Text("k")) { Length = 0 });
        builder.Add(new NullVector(ColumnType.String) { Length = 3 });
        var part = builder.Finish("p");
        Assert.Equal("a: p, b: p", Print(IndexMerge.Merge(part.Field, null, [part], None)));
        // The next file doesn't inherit what was seen.
        builder.Add(new DictionaryVector(ColumnType.String) { Dictionary = dictionary, Codes = [0], Length = 1 });
        builder.Add(new ConstantVector(ColumnType.String, Text("k")) { Length = 2 });
        Assert.Equal("a: q, k: q", Print(IndexMerge.Merge(part.Field, null, [builder.Finish("q")], None)));
    }

    [Fact]
    public void Columns_that_Python_cannot_index_are_refused()
    {
        foreach (var type in (ColumnType[])[ColumnType.Null, ColumnType.Decimal(5, 2), ColumnType.Time(ColumnUnit.Microsecond), ColumnType.Uuid, ColumnType.FixedBinary(3), ColumnType.List(Int)])
        {
            var e = Assert.Throws<KartothekException>(() => IndexColumn.Of(new Field("c", type)));
            Assert.Equal(ErrorKind.NotSupported, e.Kind);
            Assert.StartsWith($"Column 'c' is {type}, which Kartothek and Plateau can't index.", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<KartothekException>(() => IndexColumn.Of(new Field("partition", ColumnType.Int64))).Kind);
        var schema = new Schema([new("p", ColumnType.Int64), new("c", ColumnType.Int64)]);
        Assert.Equal(Int, IndexColumn.Of("u", schema, ["p"], "c"));
        Assert.Equal(ErrorKind.Invalid, Assert.Throws<KartothekException>(() => IndexColumn.Of("u", schema, ["p"], "p")).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<KartothekException>(() => IndexColumn.Of("u", schema, ["p"], "cc")).Kind);
    }

    [Fact]
    public void The_key_of_an_index_names_column_time_and_commit()
    {
        var time = new DateTimeOffset(2000, 1, 1, 1, 1, 1, TimeSpan.Zero);
        Assert.Equal("uuid/indices/col/2000-01-01T01%3A01%3A01.000001-c1.by-dataset-index.parquet", DatasetKeys.Index("uuid", "col", time.AddMicroseconds(1), "c1"));
        Assert.Equal("uuid/indices/foo%3Abar/2000-01-01T01%3A01%3A01-c1.by-dataset-index.parquet", DatasetKeys.Index("uuid", "foo:bar", time.ToOffset(TimeSpan.FromHours(2)), "c1"));
        Assert.Equal("uuid/indices/foo/bar/2000-01-01T01%3A01%3A01-c1.by-dataset-index.parquet", DatasetKeys.Index("uuid", "foo/bar", time, "c1"));
    }

    [Fact]
    public void An_index_maintained_by_merges_equals_one_that_is_built_anew()
    {
        // Few bytes, so that values are often prefixes of others and share their first eight.
        var text = Gen.Char["ab\0é"].Array[0, 12].Select(c => new string(c));
        Check(new Field("c", ColumnType.String), text.Select(t => (object)t), o => Encoding.UTF8.GetBytes((string)o));
        Check(new Field("c", ColumnType.Binary), Gen.Byte[0, 2].Array[0, 11].Select(b => (object)b), o => (byte[])o);
        Check(Int, Gen.OneOf(Gen.Long, Gen.Long[-3, 3]).Select(l => (object)l), o => [.. BitConverter.GetBytes((long)o ^ long.MinValue).Reverse()]);
        Check(new Field("c", ColumnType.UInt64), Gen.ULong.Select(l => (object)l), o => [.. BitConverter.GetBytes((ulong)o).Reverse()]);
        Check(new Field("c", ColumnType.Boolean), Gen.Bool.Select(b => (object)b), o => [(byte)((bool)o ? 1 : 0)]);
    }

    [Fact]
    public void Many_values_over_many_files_are_merged_in_ranges()
    {
        var random = new Random(5);
        var model = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var numbers = new SortedDictionary<long, SortedSet<string>>();
        var (textParts, parts) = (new List<IndexPart>(), new List<IndexPart>());
        foreach (var label in Enumerable.Range(0, 40).Select(i => $"p{i:00}"))
        {
            var values = Enumerable.Range(0, 5_000).Select(_ => (long)random.Next(150_000)).ToArray();
            foreach (var value in values)
            {
                Into(numbers, value, label);
                Into(model, $"order-{value:000000000}", label);
            }
            parts.Add(Part(label, values));
            textParts.Add(Finish(new Field("c", ColumnType.String), label, [.. values.Select(v => (object)$"order-{v:000000000}")]));
        }
        var index = Merge(null, [.. parts]);
        Assert.Equal(numbers.Select(p => $"{p.Key}: {string.Join(' ', p.Value)}"), Print(index).Split(", "));
        var text = IndexMerge.Merge(new Field("c", ColumnType.String), null, textParts, None);
        Assert.Equal(model.Select(p => $"{p.Key}: {string.Join(' ', p.Value)}"), Print(text).Split(", "));

        static void Into<T>(SortedDictionary<T, SortedSet<string>> model, T value, string label)
            where T : notnull
        {
            if (!model.TryGetValue(value, out var labels))
            {
                model.Add(value, labels = new(StringComparer.Ordinal));
            }
            labels.Add(label);
        }
    }

    private static void Check(Field field, Gen<object> value, Func<object, byte[]> bytes)
    {
        var file = Gen.Select(value.Array[0, 40], Gen.Bool);
        file.Array[0, 8].Sample(files =>
        {
            // Every other file is removed again by a later merge.
            IndexEntries? index = null;
            var kept = new List<IndexPart>();
            var expected = new Dictionary<string, SortedSet<string>>();
            for (var f = 0; f < files.Length; f++)
            {
                var (values, isRemoved) = files[f];
                var part = Finish(field, $"p{f}", values);
                index = IndexMerge.Merge(field, index, [part], None);
                if (isRemoved)
                {
                    index = IndexMerge.Merge(field, index, [], new HashSet<string> { $"p{f}" });
                    continue;
                }
                kept.Add(part);
                foreach (var v in values)
                {
                    var key = Convert.ToHexString(bytes(v));
                    if (!expected.TryGetValue(key, out var labels))
                    {
                        expected.Add(key, labels = []);
                    }
                    labels.Add($"p{f}");
                }
            }
            var anew = IndexMerge.Merge(field, null, kept, None);
            Assert.Equal(Print(anew), index is null ? "" : Print(index));
            Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => string.Join(' ', p.Value)), Enumerable.Range(0, anew.Count).Select(i => Labels(anew, i)));
        }, iter: 300);
    }

    private static IndexEntries Merge(IndexEntries? old, IndexPart[] parts, params string[] removed) => IndexMerge.Merge(Int, old, parts, removed.ToImmutableHashSet());

    private static IndexPart Part(string label, params long[] values) => Finish(Int, label, [.. values.Select(v => (object)v)]);

    private static IndexPart Finish(Field field, string label, params object[] values)
    {
        var builder = IndexPartBuilder.Create(field);
        builder.Add(ConstantVectors.OfValues(field.Type, values.Length, i => values[i]));
        return builder.Finish(label);
    }

    private static BytesVector Text(params string[] values) => (BytesVector)ConstantVectors.OfValues(ColumnType.String, values.Length, i => values[i]);

    private static string Labels(IndexEntries index, int value) => string.Join(' ', index.PostingsOf(value).ToArray().Select(l => index.Labels[l]).Order(StringComparer.Ordinal));

    private static string Print(IndexEntries index) =>
        string.Join(", ", Enumerable.Range(0, index.Count).Select(i => $"{Value(ConstantScalar.Of(index.Values, i).Value)}: {Labels(index, i)}"));

    private static string Value(object? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
}
