using System.IO.Compression;
using System.Text;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core.Tests;

public sealed class CsvScanTests
{
    private static readonly Schema Numbers = new([new Field("n", ColumnType.Int64), new Field("t", ColumnType.String)]);

    [Fact]
    public async Task Columns_are_read_by_name_in_the_order_asked_for_and_missing_ones_are_null()
    {
        var rows = await Read("t;x;n\na;1;5\nb;2;-7\n", new Schema([new Field("n", ColumnType.Int64), new Field("gone", ColumnType.Date), new Field("t", ColumnType.String)]));

        Assert.Equal(["5|null|a", "-7|null|b"], rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("NA")]
    [InlineData("N/A")]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("<NA>")]
    [InlineData("#N/A")]
    [InlineData("-1.#QNAN")]
    [InlineData("\"NA\"")]
    public async Task What_pandas_reads_as_null_is_null_in_every_type(string field)
    {
        var schema = new Schema([new Field("a", ColumnType.Int64), new Field("b", ColumnType.String), new Field("c", ColumnType.Double), new Field("d", ColumnType.Boolean)]);

        Assert.Equal(["null|null|null|null"], await Read($"a;b;c;d\n{field};{field};{field};{field}\n", schema));
    }

    [Fact]
    public async Task Text_keeps_None_and_spaces_and_what_stands_in_quotes()
    {
        Assert.Equal(
            ["1|None", "2| a ", "3|a;b", "4|say \"yes\"", "5|two\nlines", "6|Öß😀", "null|x"],
            await Read("n;t\n1;None\n2; a \n3;\"a;b\"\n4;\"say \"\"yes\"\"\"\n5;\"two\nlines\"\n6;Öß😀\nNone;x\n", Numbers));
    }

    [Fact]
    public async Task Every_type_is_read_as_pandas_writes_it()
    {
        var schema = new Schema(
        [
            new Field("bool", ColumnType.Boolean), new Field("i8", ColumnType.Int8), new Field("u64", ColumnType.UInt64), new Field("u32", ColumnType.UInt32), new Field("f", ColumnType.Double),
            new Field("f32", ColumnType.Float), new Field("date", ColumnType.Date), new Field("ts", ColumnType.Timestamp(ColumnUnit.Microsecond)),
            new Field("utc", ColumnType.Timestamp(ColumnUnit.Nanosecond, true)), new Field("time", ColumnType.Time(ColumnUnit.Microsecond)), new Field("ms", ColumnType.Time(ColumnUnit.Millisecond)),
            new Field("dec", ColumnType.Decimal(6, 2)), new Field("big", ColumnType.Decimal(38, 2)),
        ]);

        Assert.Equal(
            [
                "True|-3|18446744073709551615|4000000000|0.1|0.5|17683|978310923000004|978307323000000000|3723000000|3723004|-150|1234567890123456789012",
                "False|2|0|0|1E+20|-Infinity|-1|-86400000000|0|0|0|100|-1",
            ],
            await Read(
                "bool;i8;u64;u32;f;f32;date;ts;utc;time;ms;dec;big\n"
                + "True;-3;18446744073709551615;4000000000;0.1;0.5;2018-06-01;2001-01-01 01:02:03.000004;2001-01-01 01:02:03+01:00;01:02:03;01:02:03.004;-1.50;12345678901234567890.12\n"
                + "False;2.0;0;0;1e+20;-inf;1969-12-31;1969-12-31;1970-01-01 00:00:00+00:00;00:00:00;00:00:00;1;-0.01\n", schema));
    }

    [Theory]
    [InlineData("n;t\n1;a\nx;b\n", "Row 1 of the CSV file 'f.csv' has 'x' in column 'n', which isn't of its type int64.")]
    [InlineData("n;t\n1.5;a\n", "'1.5'")]
    [InlineData("n;t\n9223372036854775808;a\n", "'9223372036854775808'")]
    [InlineData("n;t\n1;a;c\n", "has 3 fields")]
    [InlineData("n;t\n1;\"a\n", "can't be read")]
    [InlineData("n;t\n1;\"a\"b\n", "can't be read")]
    public async Task What_is_not_of_the_schema_or_no_csv_is_corrupt(string csv, string message)
    {
        var e = await Assert.ThrowsAsync<KartothekException>(async () => await Read(csv, Numbers));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_corrupt_in_text()
    {
        await using var store = new MemoryStore();
        await store.PutAsync("f.csv", new byte[] { (byte)'n', (byte)';', (byte)'t', (byte)'\n', (byte)'1', (byte)';', 0xFF, (byte)'\n' });

        Assert.Equal(ErrorKind.Corrupt, (await Assert.ThrowsAsync<KartothekException>(async () => await Rows(store, "f.csv", new ScanColumns(Numbers)))).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("n;t\n")]
    [InlineData("n;t")]
    public async Task A_file_without_rows_has_none(string csv) => Assert.Empty(await Read(csv, Numbers));

    [Fact]
    public async Task Short_rows_empty_lines_windows_lines_and_a_byte_order_mark_are_read_as_pandas_does() =>
        Assert.Equal(["1|a", "2|null", "3|c"], await Read("\uFEFFn;t\r\n1;a\r\n\r\n2\r\n3;c", Numbers));

    [Fact]
    public async Task A_type_without_text_in_csv_is_not_supported_unless_the_file_lacks_the_column()
    {
        var e = await Assert.ThrowsAsync<KartothekException>(async () => await Read("n\nb'x'\n", new Schema([new Field("n", ColumnType.Binary)])));

        Assert.Equal(ErrorKind.NotSupported, e.Kind);
        Assert.Equal(["null"], await Read("n\nb'x'\n", new Schema([new Field("gone", ColumnType.Binary)])));
    }

    [Fact]
    public async Task Conjuncts_keep_rows_and_their_numbers_and_constants_hide_columns()
    {
        await using var store = new MemoryStore();
        var csv = new StringBuilder("n;d;k\n");
        for (var i = 0; i < 10_000; i++)
        {
            csv.Append(i % 5 == 3 ? "" : i.ToString()).Append(';').Append(i % 7).Append(";from file\n");
        }
        await store.PutAsync("f.csv", Encoding.UTF8.GetBytes(csv.ToString()));
        var n = Scalar.Column("n", ColumnType.Int64);
        var d = Scalar.Column("d", ColumnType.Int64);
        var spec = new ScanColumns(
            new Schema([new Field("k", ColumnType.String), new Field("n", ColumnType.Int64)]),
            [
                Scalar.Compare(ComparisonOperator.NotEqual, d, Scalar.Constant(0L, ColumnType.Int64)),
                // Throws where d is 0.
                Scalar.Compare(ComparisonOperator.Equal, Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Constant(6L, ColumnType.Int64), d), Scalar.Constant(3L, ColumnType.Int64)),
                Scalar.Compare(ComparisonOperator.GreaterOrEqual, n, Scalar.Constant(500L, ColumnType.Int64)),
            ],
            new Dictionary<string, ConstantScalar> { ["k"] = new("from key", ColumnType.String) });

        using var scan = await CsvScan.OpenAsync(store, "f.csv", spec);
        var found = new List<long>();
        while (await scan.NextAsync() is { } block)
        {
            var values = Assert.IsType<FlatVector<long>>(block.Columns[1]).Values;
            var constant = Assert.IsType<ConstantVector>(block.Columns[0]);
            Assert.Equal("from key", Encoding.UTF8.GetString(Assert.IsType<BytesVector>(constant.Value)[0]));
            for (var row = 0; row < block.Length; row++)
            {
                Assert.False(block.Columns[1].IsNull(row));
                Assert.Equal(values[row], block.RowNumber(row));
                found.Add(values[row]);
            }
        }

        Assert.Equal(Enumerable.Range(500, 9_500).Where(i => i % 7 == 2 && i % 5 != 3).Select(i => (long)i), found);
        Assert.Equal(10_000, scan.Figures.RowsScanned);
        Assert.Equal(found.Count, scan.Figures.RowsKept);
    }

    [Fact]
    public async Task A_packed_file_is_unpacked_and_a_truncated_one_is_corrupt()
    {
        var csv = "n;t\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i};text {i * 7919 % 5000}\n"));
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(Encoding.UTF8.GetBytes(csv));
        }
        await using var store = new CountingStore(new MemoryStore());
        await store.PutAsync("f.csv.gz", packed.ToArray());

        Assert.Equal(5_000, (await Rows(store, "f.csv.gz", new ScanColumns(Numbers))).Count);
        Assert.Equal(1, store.Counts.Tails);
        foreach (var length in new[] { 1, 5, 12, (int)packed.Length / 2, (int)packed.Length - 9, (int)packed.Length - 1 })
        {
            await store.PutAsync("f.csv.gz", packed.ToArray().AsMemory(0, length));
            var e = await Assert.ThrowsAsync<KartothekException>(async () => await Rows(store, "f.csv.gz", new ScanColumns(Numbers)));
            Assert.Equal(ErrorKind.Corrupt, e.Kind);
        }
        await store.PutAsync("f.csv.gz", Encoding.UTF8.GetBytes(csv));
        Assert.Equal(ErrorKind.Corrupt, (await Assert.ThrowsAsync<KartothekException>(async () => await Rows(store, "f.csv.gz", new ScanColumns(Numbers)))).Kind);
    }

    private static async Task<List<string>> Read(string csv, Schema schema)
    {
        await using var store = new MemoryStore();
        await store.PutAsync("f.csv", Encoding.UTF8.GetBytes(csv));
        return await Rows(store, "f.csv", new ScanColumns(schema));
    }

    private static async Task<List<string>> Rows(IObjectStore store, string key, ScanColumns spec)
    {
        using var scan = await CsvScan.OpenAsync(store, key, spec);
        var rows = new List<string>();
        while (await scan.NextAsync() is { } block)
        {
            for (var row = 0; row < block.Length; row++)
            {
                rows.Add(string.Join('|', block.Columns.Select(c => Text(c, row))));
            }
        }
        return rows;
    }

    private static string Text(Vector vector, int row) => vector.IsNull(row) ? "null" : vector switch
    {
        FlatVector<bool> flat => flat.Values[row].ToString(),
        FlatVector<int> flat => flat.Values[row].ToString(),
        FlatVector<uint> flat => flat.Values[row].ToString(),
        FlatVector<long> flat => flat.Values[row].ToString(),
        FlatVector<ulong> flat => flat.Values[row].ToString(),
        FlatVector<float> flat => flat.Values[row].ToString(System.Globalization.CultureInfo.InvariantCulture).Replace("∞", "Infinity", StringComparison.Ordinal),
        FlatVector<double> flat => flat.Values[row].ToString(System.Globalization.CultureInfo.InvariantCulture),
        FlatVector<Int128> flat => flat.Values[row].ToString(),
        BytesVector text => Encoding.UTF8.GetString(text[row]),
        _ => throw new NotSupportedException(vector.GetType().Name),
    };
}
