using CsCheck;
using DuckDB.NET.Data;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Whatever the shapes of vectors, the sizes of blocks, pages and row groups, and the rows chosen: the file holds the rows that were written.</summary>
public sealed class WritingPropertyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    [Fact]
    public void Random_blocks_are_read_back_by_us_and_by_Arrow() =>
        Gen.Int[0, 1 << 30].Sample(seed =>
        {
            var random = new Random(seed);
            var types = WriteTypes.All.Values.ToList();
            var schema = new Schema(Enumerable.Range(0, random.Next(1, 5)).Select(i => new Field($"c{i}", random.Next(12) == 0 ? ColumnType.Null : types[random.Next(types.Count)])));
            var options = new ParquetWriteOptions
            {
                Compression = (Compression)random.Next(6),
                RowGroupRows = random.Next(2) == 0 ? random.Next(1, 3000) : 100_000,
                PageRows = random.Next(2) == 0 ? random.Next(1, 1500) : 20_000,
                PageIndex = random.Next(2) == 0,
                KeepsNaN = random.Next(2) == 0,
                BloomFilters = random.Next(3) == 0 && !schema.Fields[0].Type.Kind.Equals(ColumnKind.Null) ? ["c0"] : [],
            };
            var expected = schema.Fields.Select(_ => new List<object?>()).ToArray();
            var sink = new MemoryByteSink();
            var writer = new ParquetFileWriter(sink, "p", schema, options);
            for (var blocks = random.Next(0, 5); blocks > 0; blocks--)
            {
                var rows = random.Next(0, 3000);
                var values = schema.Fields.Select(f => Values(f.Type, rows, random)).ToArray();
                var block = new Block(schema, [.. schema.Fields.Select((f, i) => Shape(f.Type, ref values[i], random))]) { Length = rows };
                var order = rows > 0 && random.Next(2) == 0 ? Enumerable.Range(0, random.Next(2 * rows)).Select(_ => random.Next(rows)).ToArray() : null;
                (order is null ? writer.WriteAsync(block) : writer.WriteAsync(block, order)).AsTask().GetAwaiter().GetResult();
                if (random.Next(4) == 0)
                    writer.FlushRowGroupAsync().AsTask().GetAwaiter().GetResult();
                for (var i = 0; i < expected.Length; i++)
                    expected[i].AddRange((order ?? Enumerable.Range(0, rows)).Select(r => options.KeepsNaN ? values[i][r] : WithoutNaN(values[i][r])));
            }
            var written = writer.FinishAsync().AsTask().GetAwaiter().GetResult();
            Assert.Equal(sink.Bytes.Length, written.ByteCount);
            Assert.Equal(expected[0].Count, written.RowCount);
            writer.DisposeAsync().AsTask().GetAwaiter().GetResult();

            var file = sink.Bytes.ToArray();
            WrittenColumns.CheckAsync(file, [.. schema.Fields.Select((f, i) => (f, expected[i].ToArray()))]).GetAwaiter().GetResult();
            var source = new MemoryByteSource("p", file);
            var footer = ParquetFooter.ReadAsync(source).AsTask().GetAwaiter().GetResult();
            Assert.Empty(StatisticsCheck.FindUntrueAsync(source, footer).AsTask().GetAwaiter().GetResult());
            var path = Path.Combine(_folder, $"{seed}.parquet");
            File.WriteAllBytes(path, file);
            Assert.Null(ArrowOracle.CompareAsync(path).GetAwaiter().GetResult());
            File.Delete(path);
        }, iter: 200);

    [Theory]
    [InlineData(Compression.Snappy)]
    [InlineData(Compression.Zstd)]
    [InlineData(Compression.Lz4)]
    [InlineData(Compression.Brotli)]
    [InlineData(Compression.Gzip)]
    [InlineData(Compression.None)]
    public async Task DuckDb_reads_every_type_that_it_knows(Compression codec)
    {
        // Halves, and fixed binary values that aren't UUIDs, come as others there, and times lose what is below a microsecond.
        var types = WriteTypes.All.Where(t => t.Value.Kind is not (ColumnKind.Half or ColumnKind.FixedBinary) && !(t.Value.Kind == ColumnKind.Time && t.Value.Unit == ColumnUnit.Nanosecond)).ToList();
        var columns = types.SelectMany(t => new[]
        {
            (new Field($"{t.Key} few", t.Value), Values(t.Value, 30)),
            (new Field($"{t.Key} many", t.Value), Values(t.Value, 1_000_000)),
        }).ToList();
        var path = Path.Combine(_folder, "d.parquet");
        await File.WriteAllBytesAsync(path, await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { Compression = codec, RowGroupRows = 2500, PageRows = 900, PageIndex = true }));
        var back = Path.Combine(_folder, "back.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        // DuckDB writes what it read, and we read that.
        command.CommandText = $"copy (select * from '{path}') to '{back}' (format parquet)";
        command.ExecuteNonQuery();
        var (read, _) = await Cells.ReadAsync(await File.ReadAllBytesAsync(back), new ScanColumns(new Schema(columns.Select(c => c.Item1 with { Type = AsDuckDb(c.Item1.Type) }))));
        for (var i = 0; i < columns.Count; i++)
        {
            for (var row = 0; row < columns[i].Item2.Length; row++)
                Assert.Equal(Cells.Of(InDuckDb(columns[i].Item1.Type, columns[i].Item2[row])), read[i][row]);
        }

        static object?[] Values(ColumnType type, int distinct) => [.. Enumerable.Range(0, 6000).Select(row => row % 4 == 1 ? null : WriteTypes.Value(type, row * 7 % distinct))];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Times are microseconds in DuckDB, whatever the file has.
    private static ColumnType AsDuckDb(ColumnType type) => type.Kind == ColumnKind.Time && type.Unit != ColumnUnit.Nanosecond ? ColumnType.Time(ColumnUnit.Microsecond) : type;

    private static object? InDuckDb(ColumnType type, object? value) => type.Kind == ColumnKind.Time && type.Unit == ColumnUnit.Millisecond && value is int time ? time * 1000L : value;

    private static object?[] Values(ColumnType type, int rows, Random random)
    {
        var distinct = random.Next(3) switch { 0 => 3, 1 => 300, _ => 1_000_000 };
        var nulls = random.Next(3) == 0 ? 0 : random.Next(2) == 0 ? 2 : 10;
        var run = random.Next(3) == 0 ? random.Next(1, 200) : 1;
        return [.. Enumerable.Range(0, rows).Select(row => type.Kind == ColumnKind.Null || (nulls > 0 && random.Next(nulls) == 0) ? null
            : type.IsFloating && random.Next(30) == 0 ? type.Kind == ColumnKind.Double ? (object)double.NaN : float.NaN
            : WriteTypes.Value(type, run > 1 ? row / run : random.Next(distinct)))];
    }

    private static object? WithoutNaN(object? value) => value is double.NaN or float.NaN ? null : value;

    private static Vector Shape(ColumnType type, ref object?[] values, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                Array.Fill(values, null);
                return new NullVector(type) { Length = values.Length };
            case 1 when type.Kind != ColumnKind.Null && values.Length > 0:
                Array.Fill(values, values[0]);
                return new ConstantVector(type, WriteTypes.ToVector(type, [values[0]])) { Length = values.Length };
            case 2 or 3 when type.Kind != ColumnKind.Null:
                return WriteTypes.ToCodes(type, values);
            default:
                return WriteTypes.ToVector(type, values);
        }
    }
}
