using DuckDB.NET.Data;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>What filters say of values, whoever wrote them.</summary>
public sealed class BloomFiltersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    /// <summary>Values 0, 2, … 998 of each type; the odd ones aren't there.</summary>
    private static readonly (Field Field, Func<int, object> Value)[] Columns =
    [
        (new("int", ColumnType.Int32), i => i - 500),
        (new("long", ColumnType.Int64), i => (long)(i - 500) << 33),
        (new("uint", ColumnType.UInt32), i => uint.MaxValue - (uint)i),
        (new("ulong", ColumnType.UInt64), i => ulong.MaxValue - (ulong)i),
        (new("short", ColumnType.Int16), i => i - 500),
        (new("float", ColumnType.Float), i => (i - 500) * 0.5f),
        (new("double", ColumnType.Double), i => (i - 500) / 3.0),
        (new("text", ColumnType.String), i => $"ä {i}"),
        (new("bytes", ColumnType.Binary), i => new byte[] { 0, (byte)i, (byte)(i >> 8) }),
        (new("fixed", ColumnType.FixedBinary(3)), i => new byte[] { 0, (byte)i, (byte)(i >> 8) }),
        (new("uuid", ColumnType.Uuid), i => new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToByteArray(bigEndian: true)),
        (new("day", ColumnType.Date), i => i - 500),
        (new("time", ColumnType.Time(ColumnUnit.Microsecond)), i => i * 1000L),
        (new("stamp", ColumnType.Timestamp(ColumnUnit.Microsecond)), i => (i - 500) * 1_000_000_007L),
        (new("decimal9", ColumnType.Decimal(9, 2)), i => i - 500L),
        (new("decimal18", ColumnType.Decimal(18, 3)), i => (i - 500) * 1_000_000_007L),
        (new("decimal38", ColumnType.Decimal(38, 5)), i => (Int128)(i - 500) * 1_000_000_007 * 1_000_000_007),
    ];

    [Fact]
    public async Task Our_filters_know_the_values_of_every_type()
    {
        var columns = Columns.Select(c => (c.Field, Enumerable.Range(0, 1500).Select(i => i % 3 == 2 ? null : c.Value(2 * (i % 500))).ToArray())).ToList();
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { BloomFilters = [.. Columns.Select(c => c.Field.Name)] });
        await CheckAsync(file, Columns.Select(c => c.Field.Name));
    }

    [Fact]
    public async Task Filters_of_DuckDB_know_the_values_too()
    {
        var path = Path.Combine(_folder, "d.parquet");
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                copy (select (i - 500)::integer as int, (i - 500)::bigint << 33 as long, (4294967295 - i)::uinteger as uint, (i - 500)::smallint as short,
                    ((i - 500) * 0.5)::float as float, (i - 500)::double / 3 as double, 'ä ' || i as text, date '1970-01-01' + (i - 500)::integer as day,
                    make_timestamp(((i - 500) * 1000000007)::bigint) as stamp, ((i - 500) / 100)::decimal(9, 2) as decimal9
                from (select (2 * (range % 500)) as i from range(20000))) to '{path}' (format parquet)
                """;
            // Shifting a negative number isn't possible there.
            command.CommandText = command.CommandText.Replace("(i - 500)::bigint << 33", "(i - 500)::bigint * 8589934592", StringComparison.Ordinal);
            command.ExecuteNonQuery();
        }
        await CheckAsync(await File.ReadAllBytesAsync(path), ["int", "long", "uint", "short", "float", "double", "text", "day", "stamp"]);
    }

    [Fact]
    public async Task Values_that_a_filter_has_no_form_for_may_be_there()
    {
        var columns = new List<(Field, object?[])> { (new("f", ColumnType.Double), [0.0, 1.0]), (new("s", ColumnType.String), ["a"]), (new("i", ColumnType.Int32), [1]) };
        columns[1] = (columns[1].Item1, ["a", "b"]);
        columns[2] = (columns[2].Item1, [1, 2]);
        var source = new MemoryByteSource("f", await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { BloomFilters = ["f", "s", "i"] }));
        var group = (await ParquetFooter.ReadAsync(source)).RowGroups[0];
        Assert.True(await BloomFilters.MayContainAsync(source, group, "f", ColumnType.Double, [-0.0]));
        Assert.True(await BloomFilters.MayContainAsync(source, group, "f", ColumnType.Double, [double.NaN]));
        Assert.True(await BloomFilters.MayContainAsync(source, group, "s", ColumnType.String, ["\uD800"]));
        Assert.True(await BloomFilters.MayContainAsync(source, group, "s", ColumnType.String, ["\uFFFD"]));
        Assert.False(await BloomFilters.MayContainAsync(source, group, "s", ColumnType.String, ["c"]));
        Assert.True(await BloomFilters.MayContainAsync(source, group, "s", ColumnType.String, ["c", "b"]));
        // As wider integers, and beyond what the column holds; as other types the filter says nothing.
        Assert.True(await BloomFilters.MayContainAsync(source, group, "i", ColumnType.Int64, [2L]));
        Assert.False(await BloomFilters.MayContainAsync(source, group, "i", ColumnType.Int64, [2L + (1L << 32)]));
        Assert.True(await BloomFilters.MayContainAsync(source, group, "i", ColumnType.Double, [7.0]));
        Assert.Equal(0, BloomFilters.BytesToRead(group, "i", ColumnType.Double));
        Assert.True(await BloomFilters.MayContainAsync(source, group, "absent", ColumnType.Int64, [2L]));
    }

    [Fact]
    public async Task Damaged_filters_are_none_or_say_something_in_little_memory()
    {
        var columns = new List<(Field, object?[])> { (new("i", ColumnType.Int64), [.. Enumerable.Range(0, 20_000).Select(i => (object?)(long)i)]) };
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { BloomFilters = ["i"] });
        var range = (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))).RowGroups[0].Chunk("i")!.BloomFilter;
        var random = new Random(20261126);
        var usable = 0;
        for (var round = 0; round < 3000; round++)
        {
            var damaged = file.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) damaged[range.Offset + random.Next(20)] = (byte)random.Next(256);
            // Footers may claim any place and length within the file.
            var offset = random.Next(3) == 0 ? random.Next(file.Length) : range.Offset;
            var claimed = new FileRange(offset, random.Next(3) == 0 ? random.NextInt64(1, file.Length - offset + 1) : Math.Min(range.Length, file.Length - offset));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var filter = await BloomFilters.ReadAsync(new MemoryByteSource("f", damaged), claimed, default);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4L * file.Length) + 200_000);
            if (filter is not null)
            {
                usable++;
                Assert.InRange(filter.Bits.Length, 32, file.Length);
                _ = filter.MayContain(1);
            }
        }
        Assert.InRange(usable, 1, 2900);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task CheckAsync(byte[] file, IEnumerable<string> names)
    {
        var source = new MemoryByteSource("f", file);
        var footer = await ParquetFooter.ReadAsync(source);
        foreach (var name in names)
        {
            var (field, value) = Columns.Single(c => c.Field.Name == name);
            var group = Assert.Single(footer.RowGroups);
            Assert.True(BloomFilters.BytesToRead(group, name, field.Type) > 0, $"{field} has no filter");
            for (var i = 0; i < 1000; i += 2)
                Assert.True(await BloomFilters.MayContainAsync(source, group, name, field.Type, [value(i)]), $"{field}: {value(i)}");
            var found = 0;
            for (var i = 1; i < 1000; i += 2)
                found += await BloomFilters.MayContainAsync(source, group, name, field.Type, [value(i)]) ? 1 : 0;
            // One in a hundred may be taken for something that is there.
            Assert.True(found < 25, $"{field}: {found} of 500");
        }
    }
}
