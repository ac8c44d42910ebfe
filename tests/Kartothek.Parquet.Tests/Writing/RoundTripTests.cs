using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>What is written is read with the same values: by us, by Arrow (ParquetSharp), and by DuckDB.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    public static TheoryData<string, Compression> TypesAndCodecs()
    {
        var data = new TheoryData<string, Compression>();
        foreach (var type in WriteTypes.All.Keys)
        {
            foreach (var codec in Enum.GetValues<Compression>())
                data.Add(type, codec);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(TypesAndCodecs))]
    public async Task Every_type_is_read_back_by_everybody(string type, Compression codec)
    {
        const int Rows = 7000;
        var columnType = WriteTypes.All[type];
        var columns = new List<(Field, object?[])>();
        // Few and many distinct values; no, some and only nulls; null stretches.
        foreach (var (name, distinct) in new[] { ("few", 20), ("many", 1_000_000) })
        {
            columns.Add(Column(name, row => row * 7 % distinct, _ => false));
            columns.Add(Column(name + "Null", row => row * 7 % distinct, row => row % 3 == 1));
            columns.Add(Column(name + "Stretch", row => row * 7 % distinct, row => row is > 1000 and < 4000));
        }
        columns.Add(Column("none", row => row, _ => true));
        columns.Add(Column("sorted", row => row / 10, _ => false));
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { Compression = codec, RowGroupRows = 5000, PageRows = 1500, PageIndex = codec == Compression.Zstd });

        await WrittenColumns.CheckAsync(file, columns);
        await CheckOthersAsync(file);

        (Field, object?[]) Column(string name, Func<int, int> number, Func<int, bool> isNull) =>
            (new Field(name, columnType), [.. Enumerable.Range(0, Rows).Select(row => isNull(row) ? null : WriteTypes.Value(columnType, number(row)))]);
    }

    [Fact]
    public async Task Files_without_rows_are_read_by_everybody()
    {
        var columns = WriteTypes.All.Select(t => (new Field(t.Key, t.Value), Array.Empty<object?>())).ToList();
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { PageIndex = true });
        await WrittenColumns.CheckAsync(file, columns);
        await CheckOthersAsync(file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task CheckOthersAsync(byte[] file)
    {
        var path = Path.Combine(_folder, "f.parquet");
        await File.WriteAllBytesAsync(path, file);
        Assert.Null(await ArrowOracle.CompareAsync(path));
    }
}
