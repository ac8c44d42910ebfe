using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using CsCheck;
using DuckDB.NET.Data;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>What records become in files, as DuckDB reads it, and as LINQ reads it back through the whole way.</summary>
public sealed class RecordFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private enum Size : byte
    {
        Small = 1,
        Large = 200,
    }

    private sealed record Every(
        int Row, sbyte? I8, short? I16, int? I32, long? I64, byte? U8, ushort? U16, uint? U32, ulong? U64, float? Single, double? Double, bool? IsOpen, string? Text,
        decimal? Amount, [property: Column(TypeName = "decimal(28, 9)")] decimal? Wide, DateOnly? Day, TimeOnly? Clock, DateTime? At, DateTimeOffset? Instant, Guid? Key, byte[]? Bytes,
        Size? Size, [property: Column(TypeName = "string")] Size? Name)
    {
        public bool Equals(Every? other) => other is not null && Line(this) == Line(other);

        public override int GetHashCode() => Row;
    }

    private const string Sql =
        """
        select "Row", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64", "Single", "Double", "IsOpen", hex(encode("Text")), "Amount", "Wide", cast("Day" as varchar), cast("Clock" as varchar),
        epoch_us("At"), epoch_us("Instant"), cast("Key" as varchar), hex("Bytes"), "Size", "Name" from read_parquet('{0}/records/table/**/*.parquet') order by "Row"
        """;

    [Fact]
    public void Records_of_every_type_are_read_by_DuckDB_and_by_LINQ_as_they_were() => Gen.ULong.Sample(
        seed =>
        {
            var random = new Random((int)seed);
            var rows = Enumerable.Range(0, random.Next(1, 400)).Select(row => Make(row, random)).ToArray();
            WriteAsync(rows, random).GetAwaiter().GetResult();
            Assert.Equal(rows.Select(Line), DuckDb());
        },
        iter: 20,
        threads: 1);

    private async Task WriteAsync(Every[] rows, Random random)
    {
        await using var store = ObjectStore.Open(new Uri(_folder.Path).AbsoluteUri);
        Directory.Delete(_folder.Path, recursive: true);
        Directory.CreateDirectory(_folder.Path);
        var dataset = await Dataset.CreateAsync(store, "records", rows, o => o.Files(f => f with { RowGroupRows = random.Next(1, 200) }));

        Assert.Equal(rows, await dataset.AsQueryable<Every>().ToListAsync());
        var text = rows[random.Next(rows.Length)].Text;
        Assert.Equal(rows.Where(r => r.Text == text).Select(r => r.Row), await dataset.AsQueryable<Every>().Where(r => r.Text == text).Select(r => r.Row).ToListAsync());
        var amount = rows[random.Next(rows.Length)].Amount;
        Assert.Equal(rows.Where(r => r.Amount <= amount).Select(r => r.Row), await dataset.AsQueryable<Every>().Where(r => r.Amount <= amount).Select(r => r.Row).ToListAsync());
    }

    private IEnumerable<string> DuckDb()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Format(CultureInfo.InvariantCulture, Sql, _folder.Path);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Text(reader.GetValue(i)))));
        }
        return lines;
    }

    // As the query above gives it.
    private static string Line(Every r) => string.Join('|', new object?[]
    {
        r.Row, r.I8, r.I16, r.I32, r.I64, r.U8, r.U16, r.U32, r.U64, r.Single, r.Double, r.IsOpen, r.Text is null ? null : Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(r.Text)),
        r.Amount, r.Wide, r.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), r.Clock?.ToString(r.Clock.Value.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        (r.At - DateTime.UnixEpoch)?.Ticks / 10, (r.Instant - DateTimeOffset.UnixEpoch)?.Ticks / 10, r.Key, r.Bytes is null ? null : Convert.ToHexString(r.Bytes), (int?)r.Size, r.Name,
    }.Select(Text));

    private static string Text(object? value) => value switch
    {
        decimal number => (number / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static Every Make(int row, Random random)
    {
        return new(
            row, N((sbyte)random.Next()), N((short)random.Next()), N((int)random.NextInt64()), N(random.NextInt64(long.MinValue, long.MaxValue)), N((byte)random.Next()), N((ushort)random.Next()),
            N((uint)random.NextInt64()), N((ulong)random.NextInt64(long.MinValue, long.MaxValue)), N(random.NextSingle() * 1e10f), N(random.NextDouble() * 1e100), N(random.Next(2) == 0),
            random.Next(4) == 0 ? null : random.Next(3) == 0 ? $"some {random.NextInt64()}" : random.Next(5) == 0 ? "äöü 😀" : $"{random.Next(9)}", N(random.NextInt64(100_000_000_000L) / 1000m),
            N(random.NextInt64() / (random.Next(2) == 0 ? 1m : -1_000_000_000m)), N(new DateOnly(1800, 1, 1).AddDays(random.Next(200_000))), N(new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay / 10) * 10)),
            N(new DateTime(1800, 1, 1).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 30_000) * 10)), N(new DateTimeOffset(1800, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 30_000) * 10)),
            N(new Guid(random.Next(), (short)random.Next(), 3, 4, 5, 6, 7, 8, 9, 10, (byte)random.Next())), random.Next(4) == 0 ? null : [.. Enumerable.Range(0, random.Next(5)).Select(b => (byte)(b * 77))],
            N(random.Next(2) == 0 ? Size.Small : Size.Large), N(random.Next(2) == 0 ? Size.Small : Size.Large));

        T? N<T>(T value)
            where T : struct => random.Next(4) == 0 ? null : value;
    }

    private sealed record Place(string? City, double? Height);

    private sealed record Shop(long Id, Place? Place, Dictionary<string, long?>? Stock, Place?[]? Places, List<string?>? Tags, int[][]? Matrix);

    [Fact]
    public async Task Nested_members_are_read_by_DuckDB_and_by_LINQ_as_they_were()
    {
        Shop[] rows =
        [
            new(0, new("Bonn", 1.5), new() { ["a"] = 1, ["b"] = null }, [new("Ulm", null), null], ["x", null, ""], [[1], [], [2, 3]]),
            new(1, null, null, null, null, null),
            new(2, new(null, null), [], [], [], []),
            new(3, new("Köln", 2), new() { ["ü"] = 7 }, [null], [null], [[]]),
        ];
        await using var store = ObjectStore.Open(new Uri(_folder.Path).AbsoluteUri);
        var dataset = await Dataset.CreateAsync(store, "shops", rows);

        Assert.Equal(rows.Select(Json), (await dataset.AsQueryable<Shop>().ToListAsync()).Select(Json));
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select cast(to_json(struct_pack(\"Id\", \"Place\", \"Stock\", \"Places\", \"Tags\", \"Matrix\")) as varchar) from read_parquet('{_folder.Path}/shops/table/*.parquet')";
        using var reader = command.ExecuteReader();
        var read = new List<string>();
        while (reader.Read()) read.Add(reader.GetString(0));
        Assert.Equal(rows.Select(Json), read.Select(r => r.Replace(".0,", ",", StringComparison.Ordinal).Replace(".0}", "}", StringComparison.Ordinal)));

        static string Json(Shop shop) => System.Text.Json.JsonSerializer.Serialize(shop, Relaxed);
    }

    private sealed record Unsigned(byte?[] U8, List<ushort> U16, uint[] U32, ulong?[] U64, List<Size> Sizes, Dictionary<uint, ulong> Map, sbyte[] I8, short[] I16);

    [Fact]
    public async Task Lists_of_numbers_of_every_width_are_read_as_they_were()
    {
        Unsigned[] rows =
        [
            new([0, null, 255], [0, ushort.MaxValue], [uint.MaxValue], [ulong.MaxValue, null], [Size.Large], new() { [uint.MaxValue] = ulong.MaxValue }, [-128, 127], [short.MinValue]),
            new([], [], [], [], [], [], [], []),
        ];
        var dataset = await Dataset.CreateAsync(new MemoryStore(), "numbers", rows);

        Assert.Equal(rows.Select(Json), (await dataset.AsQueryable<Unsigned>().ToListAsync()).Select(Json));

        static string Json(Unsigned row) => System.Text.Json.JsonSerializer.Serialize(row, Relaxed);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Dispose() => _folder.Dispose();
}
