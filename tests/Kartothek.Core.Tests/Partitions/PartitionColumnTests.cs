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

    private static Partition Of(string key) => new(key, [new TableFile("table", key)]);
}
