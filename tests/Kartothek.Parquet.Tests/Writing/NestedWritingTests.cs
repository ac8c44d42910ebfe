using CsCheck;
using DuckDB.NET.Data;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Lists, structures and maps are taken apart so that we, Arrow and DuckDB put them together again.</summary>
public sealed class NestedWritingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    [Fact]
    public void Random_nested_columns_are_read_back_as_they_were_and_by_Arrow() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 1 << 30]).Sample((rows, seed) =>
        {
            var random = new Random(seed);
            var type = RandomType(random, random.Next(1, 4));
            var field = new Field("c", type);
            var schema = new Schema([field]);
            var values = Enumerable.Range(0, rows).Select(_ => RandomValue(field, random)).ToList();
            var vector = NestedVectors.Build(field, values);
            var order = random.Next(3) == 0 ? Enumerable.Range(0, rows).Select(_ => random.Next(rows)).ToArray() : null;
            var sink = new MemoryByteSink();
            var options = new ParquetWriteOptions { RowGroupRows = random.Next(1, 500), PageRows = random.Next(1, 200), PageIndex = random.Next(2) == 0 };
            var writer = new ParquetFileWriter(sink, "n", schema, options);
            var block = new Block(schema, [vector]) { Length = rows };
            Complete(order is null ? writer.WriteAsync(block) : writer.WriteAsync(block, order));
            Complete(writer.FinishAsync());
            Complete(writer.DisposeAsync());

            var expected = (order ?? Enumerable.Range(0, rows)).Select(r => ArrowValues.Show(values[r])).ToList();
            Assert.Equal(expected, Read(sink.Bytes.ToArray(), schema));
            var path = Path.Combine(_folder, $"{seed}.parquet");
            File.WriteAllBytes(path, sink.Bytes.ToArray());
            Assert.Null(ArrowOracle.CompareAsync(path).GetAwaiter().GetResult());
            File.Delete(path);
        }, iter: 300);

    [Fact]
    public void DuckDb_reads_what_was_taken_apart()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var field = new Field("c", RandomType(random, 1 + (seed % 3)));
            var schema = new Schema([field]);
            var values = Enumerable.Range(0, 300).Select(_ => RandomValue(field, random)).ToList();
            // Of a key that comes twice in a map, DuckDB refuses the map.
            if (HasMap(field.Type))
                continue;
            var sink = new MemoryByteSink();
            var writer = new ParquetFileWriter(sink, "n", schema, new ParquetWriteOptions { RowGroupRows = 200, PageRows = 50 });
            Complete(writer.WriteAsync(new Block(schema, [NestedVectors.Build(field, values)]) { Length = values.Count }));
            Complete(writer.FinishAsync());
            Complete(writer.DisposeAsync());
            var (path, back) = (Path.Combine(_folder, "n.parquet"), Path.Combine(_folder, "b.parquet"));
            File.WriteAllBytes(path, sink.Bytes.ToArray());
            using var command = connection.CreateCommand();
            command.CommandText = $"copy (select * from '{path}') to '{back}' (format parquet)";
            command.ExecuteNonQuery();
            Assert.Equal(values.Select(ArrowValues.Show), Read(File.ReadAllBytes(back), schema, isOurs: false));
        }
    }

    [Fact]
    public async Task Lists_have_the_names_that_Kartothek_compares()
    {
        var schema = new Schema([new Field("l", ColumnType.List(new Field("element", ColumnType.Int64))), new Field("m", ColumnType.Map(new Field("k", ColumnType.String), new Field("v", ColumnType.Int32)))]);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", SchemaFileWriter.Write(schema, [])));
        Assert.Equal(["l.list.item", "m.key_value.key", "m.key_value.value"], footer.Leaves.Select(l => l.Name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<string> Read(byte[] file, Schema schema, bool isOurs = true)
    {
        var source = new MemoryByteSource("f", file);
        var footer = ParquetFooter.ReadAsync(source).AsTask().GetAwaiter().GetResult();
        Assert.True(!isOurs || StatisticsCheck.FindMissing(footer).IsEmpty);
        using var buffers = new ScanBuffers();
        var result = new List<string>();
        foreach (var group in footer.RowGroups)
        {
            using var scan = RowGroupScan.Open(source, footer, group.Ordinal, new ScanColumns(schema), buffers);
            while (scan.NextAsync().AsTask().GetAwaiter().GetResult() is { } block)
            {
                for (var row = 0; row < block.Length; row++)
                    result.Add(ArrowValues.Show(VectorValues.At(block.Columns[0], row)));
            }
        }
        return result;
    }

    private static bool HasMap(ColumnType type) => type.Kind == ColumnKind.Map || type.Children.Any(c => HasMap(c.Type));

    private static ColumnType RandomType(Random random, int depth) => (depth == 0 ? 3 : random.Next(3)) switch
    {
        0 => ColumnType.List(new Field("item", RandomType(random, random.Next(depth)))),
        1 => ColumnType.Struct([.. Enumerable.Range(0, random.Next(1, 4)).Select(i => new Field($"m{i}", RandomType(random, random.Next(depth))))]),
        2 => ColumnType.Map(new Field("key", random.Next(2) == 0 ? ColumnType.String : ColumnType.Int64, IsNullable: false), new Field("value", RandomType(random, random.Next(depth)))),
        _ => WriteTypes.All.Values.Where(t => t.Kind is ColumnKind.Int64 or ColumnKind.String or ColumnKind.Double or ColumnKind.Boolean or ColumnKind.Date or ColumnKind.Decimal).ElementAt(random.Next(8)),
    };

    private static object? RandomValue(Field field, Random random)
    {
        if (field.IsNullable && random.Next(4) == 0)
            return null;
        var type = field.Type;
        return type.Kind switch
        {
            ColumnKind.List => Enumerable.Range(0, Count()).Select(_ => RandomValue(type.Children[0], random)).ToArray(),
            ColumnKind.Map => Enumerable.Range(0, Count()).Select(_ => (object?)new[] { RandomValue(type.Children[0], random), RandomValue(type.Children[1], random) }).ToArray(),
            ColumnKind.Struct => type.Children.ToDictionary(c => c.Name, c => RandomValue(c, random)),
            _ => NestedVectors.Plain(type, WriteTypes.Value(type, random.Next(random.Next(2) == 0 ? 10 : 100_000))),
        };

        int Count() => random.Next(20) == 0 ? random.Next(60) : random.Next(4);
    }

    private static void Complete(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static void Complete(ValueTask<WrittenFile> task) => task.AsTask().GetAwaiter().GetResult();
}
