using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>What Python wrote, read as Arrow batches.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenBatchTests
{
    public static TheoryData<GoldenSubject> All => GoldenCases.All();

    public static TheoryData<GoldenSubject> Dispatched => GoldenCases.Where(d => !d.DispatchBy.IsEmpty);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_dataset_reads_exactly_the_recorded_rows_in_order(GoldenSubject subject)
    {
        var golden = subject.Dataset;
        var dataset = await GoldenScans.OpenAsync(subject);

        var rows = await BatchValues.RowsAsync(dataset.ReadBatchesAsync());

        Assert.Equal(golden.Columns.Select(c => c.Name), dataset.Schema.Fields.Select(f => f.Name));
        Assert.Equal(golden.RowCount, rows.Count);
        for (var c = 0; c < golden.Columns.Length; c++)
        {
            var (column, type) = (golden.Columns[c], dataset.Schema.Fields[c].Type);
            for (var row = 0; row < rows.Count; row++)
            {
                var actual = AsRecordedType(rows[row][c], type, column);
                Assert.True(
                    GoldenValues.Same(column.Values[row], actual),
                    $"{column} of {type}, row {row}: {GoldenValues.Text(actual)} instead of {GoldenValues.Text(column.Values[row])}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_columns_give_the_number_of_rows(GoldenSubject subject)
    {
        var dataset = await GoldenScans.OpenAsync(subject);

        var rows = 0;
        await foreach (var batch in dataset.ReadBatchesAsync([]))
        {
            rows += batch.Length;
            batch.Dispose();
        }

        Assert.Equal(subject.Dataset.RowCount, rows);
    }

    [Theory]
    [MemberData(nameof(Dispatched))]
    public async Task Groups_are_those_that_Python_dispatches(GoldenSubject subject)
    {
        var golden = subject.Dataset;
        var dataset = await GoldenScans.OpenAsync(subject);

        foreach (var (columns, expected) in golden.DispatchBy)
        {
            var groups = new List<string>();
            var values = new List<System.Collections.Immutable.ImmutableArray<ConstantScalar>>();
            await foreach (var group in dataset.ReadGroupsAsync(columns, [golden.RowId!]))
            {
                values.Add(group.Values);
                groups.Add(RowIdRanges.Format((await BatchValues.RowsAsync(group.ReadBatchesAsync())).Select(r => Convert.ToInt64(r[0])).Order()));
            }

            Assert.Equal(expected.Select(g => RowIdRanges.Format(g)).Order(StringComparer.Ordinal), groups.Order(StringComparer.Ordinal));
            Assert.Equal(values.Order(GroupOrder.Instance), values);
        }
    }

    // Python reads timestamps of a schema's unit in ns, and CSV columns have no recorded type.
    private static object? AsRecordedType(object? value, ColumnType type, GoldenColumn column)
    {
        if (value is null)
        {
            return null;
        }
        if (type.Kind == ColumnKind.Timestamp && column.Type.Kind == ColumnKind.Timestamp)
        {
            return ValueConversion.TryConvert(value, type, column.Type, out var converted) ? converted : value;
        }
        return value;
    }
}
