using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class PartitionColumnTests
{
    [Fact]
    public void Distinct_values_are_kept_once_and_a_key_without_the_column_has_none()
    {
        ImmutableArray<Partition> partitions =
        [
            Of("u/table/a=1/b=x/1.parquet"),
            Of("u/table/a=2/b=x/2.parquet"),
            Of("u/table/a=1/3.parquet"),
        ];

        var columns = PartitionColumn.ReadAll(partitions, "table", [new Field("b", ColumnType.String), new Field("a", ColumnType.Int64)]);

        Assert.Equal(["b", "a"], columns.Select(c => c.Field.Name));
        Assert.Equal([0, 0, -1], columns[0].Codes.ToArray());
        Assert.Equal([0, 1, 0], columns[1].Codes.ToArray());
        Assert.Equal([1L, 2L], columns[1].Values.Select(v => v.Value));
        Assert.Equal("x", columns[0][1]!.Value);
        Assert.Null(columns[0][2]);
    }

    [Fact]
    public void A_timestamp_column_is_in_ns_where_a_key_has_a_fraction_that_the_schema_can_not_hold()
    {
        var field = new Field("t", ColumnType.Timestamp(ColumnUnit.Microsecond));
        ImmutableArray<Partition> micros = [Of("u/table/t=2026-01-01%2000%3A00%3A00/1.parquet"), Of("u/table/t=2026-01-01%2000%3A00%3A00.000001/1.parquet")];
        var nanos = micros.Add(Of("u/table/t=2026-01-01%2000%3A00%3A00.000001002/1.parquet"));

        Assert.Equal(field, PartitionTypes.Of(field, micros, "table"));
        var widened = PartitionTypes.Of(field, nanos, "table");
        Assert.Equal(ColumnType.Timestamp(ColumnUnit.Nanosecond), widened.Type);
        Assert.Equal(
            [1767225600000000000L, 1767225600000001000L, 1767225600000001002L],
            PartitionColumn.ReadAll(nanos, "table", [widened])[0].Values.Select(v => v.Value));
    }

    private static Partition Of(string key) => new(key, [new TableFile("table", key)]);
}
