using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Vectors 55 to 57 of format.md 11.4, and the order of 3.4.</summary>
public sealed class SchemaNormalizationTests
{
    [Fact]
    public void Numbers_get_their_widest_type_and_lists_likewise()
    {
        var list = ColumnType.List(new Field("element", ColumnType.List(new Field("x", ColumnType.Int8, IsNullable: false))));
        var schema = SchemaNormalization.Normalize(
            new Schema(
            [
                new("uint8", ColumnType.UInt8), new("int8", ColumnType.Int8, IsNullable: false), new("int16", ColumnType.Int16), new("int32", ColumnType.Int32), new("int64", ColumnType.Int64),
                new("uint16", ColumnType.UInt16), new("uint32", ColumnType.UInt32), new("uint64", ColumnType.UInt64), new("half", ColumnType.Half), new("float", ColumnType.Float),
                new("double", ColumnType.Double), new("list", list), new("date", ColumnType.Date), new("binary", ColumnType.Binary), new("bool", ColumnType.Boolean),
                new("null", ColumnType.Null), new("string", ColumnType.String), new("decimal", ColumnType.Decimal(5, 2)), new("ms", ColumnType.Timestamp(ColumnUnit.Millisecond)),
                new("utc", ColumnType.Timestamp(ColumnUnit.Microsecond, isUtc: true)), new("ns", ColumnType.Timestamp(ColumnUnit.Nanosecond)),
            ]),
            []);
        Assert.Equal(
            "binary: binary, bool: bool, date: date, decimal: decimal(5,2), double: double, float: double, half: double, int16: int64, int32: int64, int64: int64, int8: int64, "
            + "list: list<list<int64>>, ms: timestamp[us], ns: timestamp[ns], null: null, string: string, uint16: uint64, uint32: uint64, uint64: uint64, uint8: uint64, "
            + "utc: timestamp[us, UTC]",
            schema.ToString());
        var item = schema["list"].Type.Children[0];
        Assert.Equal(("item", true, "item"), (item.Name, item.IsNullable, item.Type.Children[0].Name));
    }

    [Fact]
    public void Partition_columns_come_first_in_their_order()
    {
        Field[] fields = [new("b", ColumnType.String), new("array_unicode", ColumnType.String), new("int8", ColumnType.Int8), new("uint8", ColumnType.UInt8), new("a", ColumnType.Int64)];
        Assert.Equal(["int8", "uint8", "array_unicode", "a", "b"], SchemaNormalization.Normalize(new Schema(fields), ["int8", "uint8", "array_unicode", "gone"]).Fields.Select(f => f.Name));
        Assert.Equal(
            SchemaNormalization.Normalize(new Schema(fields), ["int8"]).Fields.AsEnumerable(),
            SchemaNormalization.Normalize(new Schema(fields.Reverse()), ["int8"]).Fields.AsEnumerable());
    }

    [Fact]
    public void Names_are_sorted_by_code_points()
    {
        string[] sorted = ["", "A", "a", "a\0", "ab", "é", "\uD7FF", "\uFFEE", "\U0001F600", "\U0001F600a", "\U0001F601"];
        var schema = SchemaNormalization.Normalize(new Schema(sorted.Reverse().Select(n => new Field(n, ColumnType.Int64))), []);
        Assert.Equal(sorted, schema.Fields.Select(f => f.Name));
        Assert.NotEqual(sorted, sorted.Order(StringComparer.Ordinal));
    }
}
