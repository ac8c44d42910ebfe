using System.Text;
using Kartothek.Columns;
using Kartothek.Parquet;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenCsvTests
{
    [Fact]
    public async Task Csv_files_hold_the_recorded_rows()
    {
        var datasets = 0;
        foreach (var golden in GoldenCases.Cases)
        {
            await using var store = new LocalStore(golden.Store);
            foreach (var dataset in golden.Datasets)
            {
                var header = await DatasetHeader.ReadAsync(store, dataset.Uuid);
                if (header.Partitions.Any(p => p.FileOf(dataset.Table)?.Contains(".csv", StringComparison.Ordinal) == true))
                {
                    datasets++;
                    await Compare(store, header, dataset);
                }
            }
        }
        Assert.True(datasets > 0 || !GoldenFolder.IsOwnCopy);
    }

    private static async Task Compare(LocalStore store, DatasetHeader header, GoldenDataset golden)
    {
        var schema = (await TableSchema.ReadAsync(store, header, golden.Table)).Schema;
        var row = 0;
        foreach (var partition in header.Partitions)
        {
            using var scan = await CsvScan.OpenAsync(store, partition.FileOf(golden.Table)!, new ScanColumns(schema));
            while (await scan.NextAsync() is { } block)
            {
                for (var i = 0; i < block.Length; i++, row++)
                {
                    foreach (var (vector, field) in block.Columns.Zip(schema.Fields))
                    {
                        Assert.Equal(GoldenValues.Text(golden[field.Name].Values[row]), vector.IsNull(i) ? "null" : GoldenValues.Text(ValueOf(vector, i)));
                    }
                }
            }
        }
        Assert.Equal(golden.RowCount, row);
    }

    private static object ValueOf(Vector vector, int row) => vector switch
    {
        FlatVector<long> flat => flat.Values[row],
        FlatVector<double> flat => flat.Values[row],
        FlatVector<bool> flat => flat.Values[row],
        BytesVector text => Encoding.UTF8.GetString(text[row]),
        _ => throw new NotSupportedException(vector.GetType().Name),
    };
}
