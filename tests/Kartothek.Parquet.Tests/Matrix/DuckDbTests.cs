using System.Numerics;
using DuckDB.NET.Data;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>What DuckDB writes is read with the values that DuckDB has.</summary>
public sealed class DuckDbTests : IDisposable
{
    private const int Rows = 12_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("kartothek").FullName;

    public static TheoryData<string, string> Layouts()
    {
        var layouts = new TheoryData<string, string>();
        foreach (var codec in new[] { "uncompressed", "snappy", "gzip", "zstd", "lz4_raw", "brotli" })
        {
            foreach (var version in new[] { "v1", "v2" })
                layouts.Add(codec, version);
        }
        return layouts;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task Files_of_duckdb_are_read(string codec, string version)
    {
        var path = Path.Combine(_folder, $"{codec}_{version}.parquet");
        var expected = Expected.Value;
        using var connection = Open();
        Execute(connection, $"copy t to '{path}' (format parquet, compression {codec}, parquet_version {version}, row_group_size 5000)");
        var file = await File.ReadAllBytesAsync(path);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("d", file));
        var (read, _) = await Cells.ReadAsync(file, new ScanColumns(footer.Schema));

        Assert.All(read, column => Assert.Equal(Rows, column.Count));
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < read.Length; i++)
            {
                var cell = expected[row][i] is { } value ? Cells.Of(InStorage(value, footer.Schema.Fields[i].Type)) : null;
                if (!Equals(cell, read[i][row]))
                    Assert.Fail($"{footer.Schema.Fields[i]}, row {row}: expected {cell ?? "null"}, read {read[i][row] ?? "null"}");
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Stretches without nulls, with some and with nothing else; few and many distinct values; every type that DuckDB writes flat.
    private static string Select => $"""
        select
          i::bigint as serial,
          case when h % 5 = 0 then null else (h % 100)::tinyint end as int8,
          (h % 30000)::smallint as int16,
          case when i between 3000 and 8000 then null else h::integer end as int32,
          case when i between 3000 and 8000 then null else (h * 1000003) end as int64,
          (h % 200)::utinyint as uint8,
          (h % 60000)::usmallint as uint16,
          (h * 2)::uinteger as uint32,
          (h * 12345678)::ubigint as uint64,
          (h % 1000)::float / 8 as float32,
          case when h % 3 = 0 then null else sqrt(h) end as float64,
          h % 2 = 0 as bool,
          case when h % 7 = 0 then null else h % 3 = 0 end as boolNull,
          'name ' || (h % 20) as text,
          case when h % 4 = 0 then null else 'Grüße ' || h end as textMany,
          null::varchar as textNull,
          date '1960-01-01' + (h % 40000)::integer as day,
          timestamp '1969-12-31 23:00:00' + to_microseconds(h * 1001) as moment,
          (timestamp '1969-12-31 23:00:00' + to_milliseconds(h))::timestamp_ms as momentMs,
          (timestamp '1969-12-31 23:00:00' + to_microseconds(h))::timestamp_ns as momentNs,
          (h % 9999 / 10.0)::decimal(4,1) as decimal4,
          (h % 9999999 / 100.0)::decimal(9,2) as decimal9,
          (h / 1000.0)::decimal(18,3) as decimal18,
          case when h % 6 = 0 then null else (h::decimal(38,0) * 1000000007000000 - 5)::decimal(38,5) end as decimal38,
          md5((h % 300)::varchar)::uuid as uuid,
          encode('b' || h % 17) as blob
        from (select i, (hash(i) % 1000000007)::bigint as h from range({Rows}) r(i))
        """;

    private static readonly Lazy<object?[][]> Expected = new(() =>
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select * from t";
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i) is Stream stream ? Bytes(stream) : reader.GetValue(i))]);
        return [.. rows];
    });

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        Execute(connection, $"create table t as {Select}");
        return connection;
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object InStorage(object value, ColumnType type) => value switch
    {
        bool or int or long or uint or ulong or float or double or string => value,
        sbyte or short or byte or ushort => Convert.ToInt32(value),
        DateOnly day => day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        DateTime day when type.Kind == ColumnKind.Date => (int)(day - DateTime.UnixEpoch).TotalDays,
        DateTime moment => type.Unit switch
        {
            ColumnUnit.Millisecond => (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond,
            ColumnUnit.Microsecond => (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            _ => (moment - DateTime.UnixEpoch).Ticks * 100,
        },
        decimal number => type.Storage == ColumnStorage.Int64 ? (object)(long)Unscaled(number, type.Scale) : (Int128)Unscaled(number, type.Scale),
        Guid uuid => uuid.ToByteArray(bigEndian: true),
        byte[] => value,
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static BigInteger Unscaled(decimal number, int scale)
    {
        var bits = decimal.GetBits(number);
        var unscaled = new BigInteger((uint)bits[0]) + ((BigInteger)(uint)bits[1] << 32) + ((BigInteger)(uint)bits[2] << 64);
        return (number < 0 ? -unscaled : unscaled) * BigInteger.Pow(10, scale - number.Scale);
    }

    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
