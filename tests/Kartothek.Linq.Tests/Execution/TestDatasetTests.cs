using Kartothek.Testing;
using ParquetSharp;
using ParquetSharp.IO;

namespace Kartothek.Linq.Tests;

public sealed class TestDatasetTests
{
    private enum Size
    {
        Small,
    }

    private sealed record Every(
        string Country, int Number, ulong? Big, double Ratio, decimal? Amount, DateOnly Day, DateTime At, DateTimeOffset Instant, TimeOnly Clock, Guid Id,
        byte[]? Blob, bool IsOpen, Half Tiny, Size Size, string[] Tags);

    [Fact]
    public void A_test_dataset_is_laid_out_as_Python_does_it()
    {
        var row = new Every(
            "a b/ü", -1, ulong.MaxValue, double.NaN, 1.25m, new(1969, 12, 31), new(2020, 1, 2), DateTimeOffset.UnixEpoch, new(23, 59), Guid.Empty, [1], true, (Half)1, Size.Small, ["x"]);
        var objects = new TestDataset<Every>("d").PartitionOn("country").IndexOn("number").File(row with { Tiny = (Half)2 }, row).Without(0, "tiny").Objects();

        Assert.Equal(
            [
                "d.by-dataset-metadata.json", "d/indices/number/2026-01-01T00%3A00%3A00.by-dataset-index.parquet",
                "d/table/_common_metadata", "d/table/country=a%20b%2F%C3%BC/00000000000000000000000000000000.parquet",
            ],
            objects.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2, 13), Shape(objects["d/table/country=a%20b%2F%C3%BC/00000000000000000000000000000000.parquet"]));
        Assert.Equal((0, 15), Shape(objects["d/table/_common_metadata"]));
        Assert.Equal((1, 2), Shape(objects["d/indices/number/2026-01-01T00%3A00%3A00.by-dataset-index.parquet"]));
    }

    private static (long Rows, int Columns) Shape(byte[] bytes)
    {
        using var input = new ManagedRandomAccessFile(new MemoryStream(bytes));
        using var reader = new ParquetFileReader(input);
        return (reader.FileMetaData.NumRows, reader.FileMetaData.NumColumns);
    }
}
