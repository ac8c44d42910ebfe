using CsCheck;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>The table of format.md 3.8 and the vectors of 11.4, where ours agrees with Python's, and where it is meant to differ.</summary>
public sealed class SchemaMergeTests
{
    private static readonly SchemaMergeContext Append = SchemaMergeContext.Append("sales");

    public static TheoryData<ColumnType, ColumnType, ColumnType?> Pairs
    {
        get
        {
            var data = new TheoryData<ColumnType, ColumnType, ColumnType?>();
            void Add(ColumnType left, ColumnType right, ColumnType? result)
            {
                data.Add(left, right, result);
                if (left != right)
                {
                    data.Add(right, left, result);
                }
            }
            Add(ColumnType.Int8, ColumnType.Int64, ColumnType.Int64);
            Add(ColumnType.UInt8, ColumnType.UInt64, ColumnType.UInt64);
            Add(ColumnType.Int64, ColumnType.UInt64, null);
            Add(ColumnType.Int64, ColumnType.Double, null);
            Add(ColumnType.Float, ColumnType.Double, ColumnType.Double);
            Add(ColumnType.String, ColumnType.Int64, null);
            Add(ColumnType.String, ColumnType.Double, null);
            Add(ColumnType.String, ColumnType.Binary, null);
            Add(ColumnType.String, ColumnType.String, ColumnType.String);
            foreach (var type in (ColumnType[])[ColumnType.Int64, ColumnType.String, ColumnType.Date, List(ColumnType.Int64), ColumnType.Decimal(5, 2), ColumnType.Null])
            {
                Add(type, ColumnType.Null, type);
            }
            Add(List(ColumnType.Int8), List(ColumnType.Int64), List(ColumnType.Int64));
            Add(List(ColumnType.Int64), List(ColumnType.Double), null);
            Add(List(ColumnType.Int64), ColumnType.Int64, null);
            // Python has a violation here; nothing is lost by taking the one that says more.
            Add(List(ColumnType.Int64), List(ColumnType.Null), List(ColumnType.Int64));
            Add(ColumnType.Decimal(2, 1), ColumnType.Decimal(4, 2), ColumnType.Decimal(4, 2));
            Add(ColumnType.Decimal(12, 2), ColumnType.Decimal(12, 5), ColumnType.Decimal(15, 5));
            Add(ColumnType.Decimal(38, 2), ColumnType.Decimal(38, 5), null);
            Add(ColumnType.Decimal(12, 2), ColumnType.Double, null);
            Add(ColumnType.Date, ColumnType.Timestamp(ColumnUnit.Microsecond), null);
            Add(ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true), ColumnType.Timestamp(ColumnUnit.Microsecond), null);
            Add(ColumnType.Timestamp(ColumnUnit.Millisecond), ColumnType.Timestamp(ColumnUnit.Microsecond), ColumnType.Timestamp(ColumnUnit.Microsecond));
            Add(ColumnType.Uuid, ColumnType.FixedBinary(16), null);
            Add(ColumnType.Struct(new Field("a", ColumnType.Null)), ColumnType.Struct(new Field("a", ColumnType.Int32)), ColumnType.Struct(new Field("a", ColumnType.Int32)));
            Add(ColumnType.Struct(new Field("a", ColumnType.Int64)), ColumnType.Struct(new Field("a", ColumnType.Int32)), null);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_types_of_a_column_agree_or_violate_each_other(ColumnType left, ColumnType right, ColumnType? result)
    {
        var (stored, added) = (Of(new Field("c", left)), Of(new Field("c", right)));
        if (result is { } type)
        {
            Assert.Equal(type, Assert.Single(Merge(stored, added).Fields).Type);
        }
        else
        {
            var message = Violation(stored, added);
            Assert.Equal($"Cannot append to 'sales': column 'c' is {left} there and {right} in the new rows. Convert the column, or write a new dataset.", message);
        }
    }

    [Fact]
    public void Stored_timestamps_keep_their_unit()
    {
        var (us, ns) = (Of(new Field("t", ColumnType.Timestamp(ColumnUnit.Microsecond))), Of(new Field("t", ColumnType.Timestamp(ColumnUnit.Nanosecond))));
        Assert.Same(us, Merge(us, ns));
        Assert.Same(ns, Merge(ns, us));
    }

    [Fact]
    public void A_nullable_column_may_be_added_and_one_without_nulls_may_not()
    {
        var stored = Of(new Field("b", ColumnType.Int64));
        Assert.Equal("a: string, b: int64, c: null", Merge(stored, Of(new Field("b", ColumnType.Int64), new Field("a", ColumnType.String), new Field("c", ColumnType.Null))).ToString());
        Assert.Equal(
            "Cannot append to 'sales': column 'a' (int32) is not there, and not nullable in the new rows, while the rows that exist have no value for it. Make the column nullable, or write a new dataset.",
            Violation(stored, Of(new Field("b", ColumnType.Int64), new Field("a", ColumnType.Int32, IsNullable: false))));
        Assert.Equal(
            "Cannot append to 'sales': column 'a' (string) is not there, but in the new rows. Leave the column out, or write a new dataset.",
            Violation(stored, Of(new Field("b", ColumnType.Int64), new Field("a", ColumnType.String)), Append with { AddsColumns = false }));
    }

    [Fact]
    public void A_column_may_be_missing_only_where_it_is_filled_with_nulls()
    {
        var stored = SchemaNormalization.Normalize(Of(new Field("p", ColumnType.String), new Field("a", ColumnType.Int64), new Field("b", ColumnType.Int64)), ["p"]);
        var added = Of(new Field("p", ColumnType.String), new Field("b", ColumnType.Int64));
        Assert.Equal("Cannot append to 'sales': column 'a' is int64 there and missing in the new rows. Add the column; nulls will do, or write a new dataset.", Violation(stored, added, null, "p"));
        var fills = Append with { FillsMissingColumns = true };
        Assert.Same(stored, SchemaMerge.Merge(stored, added, ["p"], fills));
        Assert.Contains("column 'p' is string there and missing", Violation(stored, Of(new Field("a", ColumnType.Int64), new Field("b", ColumnType.Int64)), fills, "p"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_columns_that_differ_are_named_up_to_five()
    {
        Assert.Equal(
            "Cannot append to 'sales': column 'a' is int64 there and string in the new rows; column 'c' is double there and missing in the new rows. Convert the columns, or write a new dataset.",
            Violation(
                Of(new Field("a", ColumnType.Int64), new Field("b", ColumnType.Int64), new Field("c", ColumnType.Double)),
                Of(new Field("a", ColumnType.String), new Field("b", ColumnType.Int8))));
        var many = Violation(
            Of([.. Enumerable.Range(0, 9).Select(i => new Field($"c{i}", ColumnType.Int64))]), Of([.. Enumerable.Range(0, 9).Select(i => new Field($"c{i}", ColumnType.String))]));
        Assert.Contains("column 'c4' is int64 there and string in the new rows; 4 more columns differ. Convert", many, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_columns_does_not_matter_and_that_of_a_foreign_writer_is_mended()
    {
        var stored = SchemaNormalization.Normalize(Of(new Field("a", ColumnType.Int64), new Field("p", ColumnType.String)), ["p"]);
        Assert.Equal(["p", "a"], stored.Fields.Select(f => f.Name));
        Assert.Same(stored, SchemaMerge.Merge(stored, Of(new Field("a", ColumnType.Int8), new Field("p", ColumnType.String)), ["p"], Append));
        var foreign = Of(new Field("b", ColumnType.Int32, IsNullable: false), new Field("a", ColumnType.Int64));
        Assert.Equal("a: int64, b: int64", Merge(foreign, foreign).ToString());
        Assert.Equal("a: int64, b: int64", SchemaMerge.Merge(null, foreign, [], Append).ToString());
    }

    [Fact]
    public void Nulls_that_do_not_overlap_are_merged_into_what_both_know()
    {
        var (left, right) = (Of(new Field("a", ColumnType.Null), new Field("b", ColumnType.Int64)), Of(new Field("a", ColumnType.String), new Field("b", ColumnType.Null)));
        Assert.Equal("a: string, b: int64", Merge(left, right).ToString());
    }

    [Fact]
    public void Shared_columns_of_tables_have_one_type()
    {
        var core = Of(new Field("uint16", ColumnType.UInt16), new Field("n", ColumnType.Null), new Field("x", ColumnType.Int64));
        var helper = Of(new Field("uint16", ColumnType.Float), new Field("n", ColumnType.String));
        var e = Assert.Throws<KartothekException>(() => SchemaMerge.CheckShared([new("core", core), new("helper", helper)]));
        Assert.Equal("Found incompatible entries for column 'uint16': it is uint16 in 'core' and float in 'helper'. Give it one type in both.", e.Message);
        SchemaMerge.CheckShared([new("core", core), new("more", Of(new Field("n", ColumnType.String), new Field("x", ColumnType.Int64)))]);
    }

    [Fact]
    public void Merging_commutes_associates_and_has_null_as_its_neutral_element()
    {
        ColumnType[] leaves =
        [
            ColumnType.Null, ColumnType.Int64, ColumnType.UInt64, ColumnType.Double, ColumnType.String, ColumnType.Date, ColumnType.Timestamp(ColumnUnit.Microsecond),
            ColumnType.Decimal(12, 2), ColumnType.Decimal(10, 4), ColumnType.Decimal(38, 2), ColumnType.Boolean,
        ];
        var leaf = Gen.Int[0, leaves.Length - 1].Select(i => leaves[i]);
        var type = Gen.OneOf(leaf, leaf.Select(t => List(t)), leaf.Select(t => ColumnType.Struct(new Field("m", t))));
        Gen.Select(type, type, type).Sample((a, b, c) =>
        {
            Assert.Equal(SchemaMerge.CommonType(a, b), SchemaMerge.CommonType(b, a));
            Assert.Equal(a, SchemaMerge.CommonType(a, ColumnType.Null));
            Assert.Equal(a, SchemaMerge.CommonType(a, a));
            var left = SchemaMerge.CommonType(a, b) is { } ab ? SchemaMerge.CommonType(ab, c) : null;
            var right = SchemaMerge.CommonType(b, c) is { } bc ? SchemaMerge.CommonType(a, bc) : null;
            // A null in the middle hides that its neighbours violate each other, until they meet.
            if (left is not null && right is not null)
            {
                Assert.Equal(left, right);
            }
        });
    }

    private static Schema Of(params Field[] fields) => new(fields);

    private static ColumnType List(ColumnType element) => ColumnType.List(new Field("item", element));

    private static Schema Merge(Schema stored, Schema added) => SchemaMerge.Merge(stored, added, [], Append);

    private static string Violation(Schema stored, Schema added, SchemaMergeContext? context = null, params string[] keys)
    {
        var e = Assert.Throws<KartothekException>(() => SchemaMerge.Merge(stored, added, [.. keys], context ?? Append));
        Assert.Equal(ErrorKind.Invalid, e.Kind);
        return e.Message;
    }
}
