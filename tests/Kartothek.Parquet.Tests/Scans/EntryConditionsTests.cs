using System.Collections.Immutable;
using Kartothek.Columns;
using ParquetSharp;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;

namespace Kartothek.Parquet.Tests;

/// <summary>Conjuncts are asked about the entries of a dictionary before a page of data is read.</summary>
public sealed class EntryConditionsTests
{
    private const int Rows = 12_000;

    private const int Group = 4000;

    private static readonly Scalar Name = Scalar.Column("name", ColumnType.String);
    private static readonly Scalar Number = Scalar.Column("number", ColumnType.Int64);
    private static readonly Scalar Day = Scalar.Column("day", ColumnType.Date);
    private static readonly Scalar Price = Scalar.Column("price", ColumnType.Double);
    private static readonly Scalar Row = Scalar.Column("row", ColumnType.Int64);

    // Even values only, some of them in one row group alone, so that bounds don't tell what isn't there.
    private static long NumberOf(int row) => 2 * (row % 40) + (row / Group == 1 ? 100 * (row % 2) : 0);

    private static string NameOf(int row) => $"name {NumberOf(row) % 60:D3}";

    private static double PriceOf(int row) => row % 77 == 0 ? double.NaN : row % 30 - 3.5;

    private static int DayOf(int row) => 100 + (row % 25 * 3);

    private static readonly ImmutableDictionary<string, ConstantScalar> Nothing = ImmutableDictionary<string, ConstantScalar>.Empty;

    [Theory]
    [InlineData(Nulls.Required, int.MaxValue)]
    [InlineData(Nulls.Required, 5000)]
    [InlineData(Nulls.Some, int.MaxValue)]
    [InlineData(Nulls.Some, 5000)]
    public async Task No_page_of_data_is_read_where_no_entry_matches(Nulls nulls, int pieceBytes)
    {
        var file = Write(nulls);
        await DamageDataAsync(file, "number", "name");
        foreach (var conjuncts in (ImmutableArray<Scalar>[])
        [
            [Equal(Number, 7L)], [Scalar.In(Number, [1L, 3L, 161L])], [Greater(Number, 20L), Less(Number, 22L)], [Equal(Name, "name 003")], [StartsWith("name 031")],
            // Behind others, whose pages aren't read either.
            [Greater(Number, 10L), Equal(Name, "name 003")], [Equal(Number, 4L), Equal(Name, "no such name")],
        ])
        {
            var (figures, rows) = await ScanAsync(file, new ScanColumns(Wanted("row", "name"), conjuncts, Nothing), pieceBytes);
            Assert.Empty(rows);
            Assert.Equal(0, figures.RowsScanned);
            Assert.Equal(0, figures.RowsKept);
        }
        // It is damaged, as who has to read a page finds out.
        await Assert.ThrowsAsync<KartothekException>(() => ScanAsync(file, new ScanColumns(Wanted("row"), [Equal(Number, 6L)], Nothing), pieceBytes));
    }

    [Fact]
    public async Task Nothing_of_other_columns_is_asked_for_and_of_a_large_chunk_only_headers()
    {
        var file = Write(Nulls.Some, pad: true);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        long Bytes(string column) => footer.RowGroups.Sum(g => g.Chunk(column)!.Bytes.Length);
        var spec = new ScanColumns(Wanted("row"), [Equal(Number, 7L), Less(Day, 150)], Nothing);
        var (figures, _) = await ScanAsync(file, spec, 512 << 10);
        Assert.Equal((footer.RowGroups.Length, Bytes("number")), (figures.Requests, figures.BytesRead));
        // Over a slow source the chunks of all conjuncts are worth less than waiting.
        (figures, _) = await ScanAsync(file, spec, 1 << 20);
        Assert.Equal((2 * footer.RowGroups.Length, Bytes("number") + Bytes("day")), (figures.Requests, figures.BytesRead));
        // Where rows are left, there are as many requests as without the question.
        (figures, _) = await ScanAsync(file, spec with { Conjuncts = [Equal(Number, 4L), Less(Day, 150)] }, 1 << 20);
        Assert.Equal(3 * footer.RowGroups.Length, figures.Requests);
        (figures, var rows) = await ScanAsync(file, new ScanColumns(Wanted("row"), [Equal(Number, 7L), Less(Scalar.Column("padding", ColumnType.String), "b")], Nothing), 1500);
        Assert.Empty(rows);
        Assert.InRange(figures.BytesRead, 1, Bytes("number") * 3);
        Assert.Equal(0, figures.RowsScanned);
    }

    [Theory]
    [InlineData(Nulls.Required, 1 << 20, true)]
    [InlineData(Nulls.Some, 1 << 20, false)]
    [InlineData(Nulls.Some, 1 << 20, true)]
    [InlineData(Nulls.Runs, 1 << 20, true)]
    [InlineData(Nulls.Some, 150, false)]
    [InlineData(Nulls.Required, 150, true)]
    [InlineData(Nulls.All, 1 << 20, true)]
    public async Task Rows_are_those_of_LINQ_whatever_the_pages_hold(Nulls nulls, int dictionaryLimit, bool hasStatistics)
    {
        var file = Write(nulls, dictionaryLimit, hasStatistics);
        foreach (var (conjuncts, isWanted) in Conditions(row => IsNull(nulls, row)))
        {
            var expected = Enumerable.Range(0, Rows).Where(isWanted).Select(r => (long)r);
            var (columns, rows) = await Cells.ReadAsync(file, new ScanColumns(Wanted("row", "name", "price"), conjuncts, Nothing));
            Assert.Equal(expected, rows);
            Assert.Equal(expected.Select(r => IsNull(nulls, (int)r) ? null : Cells.Of(NameOf((int)r))), columns[1]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_of_some_pages_are_those_of_LINQ(bool asCodes)
    {
        bool IsNullAt(int row) => row % 9 == 4;
        object?[] Values(Func<int, object> value) => [.. Enumerable.Range(0, Rows).Select(r => IsNullAt(r) ? null : value(r))];
        List<(Field, object?[])> columns =
        [
            (new("row", ColumnType.Int64), [.. Enumerable.Range(0, Rows).Select(r => (object?)(long)r)]), (new("name", ColumnType.String), Values(NameOf)),
            (new("number", ColumnType.Int64), Values(r => NumberOf(r))), (new("day", ColumnType.Date), Values(r => DayOf(r))), (new("price", ColumnType.Double), Values(r => PriceOf(r))),
        ];
        var options = new ParquetWriteOptions { PageIndex = true, PageRows = 300, RowGroupRows = Group, KeepsNaN = true };
        var file = await WrittenColumns.WriteAsync(columns, options, asCodes: asCodes);
        var random = new Random(4);
        foreach (var (conjuncts, isWanted) in Conditions(IsNullAt))
        {
            foreach (var pieceBytes in new[] { int.MaxValue, 700 })
            {
                var source = new MemoryByteSource("f", file) { PieceBytes = pieceBytes };
                var footer = await ParquetFooter.ReadAsync(source);
                using var buffers = new ScanBuffers { Scribbles = true };
                foreach (var group in footer.RowGroups)
                {
                    var first = random.Next(Group - 1);
                    ImmutableArray<RowRange> ranges = [new(0, random.Next(1, 500)), new(first + 500, first + 500 + random.Next(1, 1000))];
                    ranges = [.. ranges.Where(r => r.First < group.RowCount).Select(r => r with { End = Math.Min(r.End, group.RowCount) })];
                    var index = await RowGroupPages.ReadAsync(source, group, [], ["row", "name", "number", "day", "price"]);
                    using var scan = RowGroupScan.Open(source, footer, group.Ordinal, new ScanColumns(Wanted("row"), conjuncts, Nothing), buffers, new ScanRows(ranges, index));
                    var rows = new List<long>();
                    while (await scan.NextAsync() is { } block)
                        rows.AddRange(Enumerable.Range(0, block.Length).Select(r => (long)Cells.Of(block.Columns[0], r)!));
                    Assert.Equal(ranges.SelectMany(r => Enumerable.Range((int)(r.First + group.FirstRow), (int)(r.End - r.First))).Where(isWanted).Select(r => (long)r), rows);
                }
            }
        }
    }

    [Fact]
    public async Task A_conjunct_that_all_entries_satisfy_needs_no_page_of_its_column()
    {
        var file = Write(Nulls.None);
        await DamageDataAsync(file, "number");
        var (figures, rows) = await ScanAsync(file, new ScanColumns(Wanted("row"), [Greater(Number, -1L), Equal(Name, "name 004")], Nothing), int.MaxValue);
        Assert.Equal(Enumerable.Range(0, Rows).Where(r => NameOf(r) == "name 004").Select(r => (long)r), rows);
        Assert.Equal(Rows, figures.RowsScanned);
        // Null is not greater, and where there may be some, pages have to tell.
        var withNulls = Write(Nulls.Some);
        await DamageDataAsync(withNulls, "number");
        await Assert.ThrowsAsync<KartothekException>(() => ScanAsync(withNulls, new ScanColumns(Wanted("row"), [Greater(Number, -1L)], Nothing), int.MaxValue));
        // But it is different from any value.
        (_, rows) = await ScanAsync(withNulls, new ScanColumns(Wanted("row"), [Scalar.NotEqual(Number, Scalar.Constant(7L, ColumnType.Int64))], Nothing), int.MaxValue);
        Assert.Equal(Rows, rows.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_footer_that_claims_codes_where_there_are_values_costs_no_row(bool isV2)
    {
        var file = Write(Nulls.Some, dictionaryLimit: 150, isV2: isV2);
        var honest = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        Assert.False(honest.RowGroups[0].Chunk("number")!.HasOnlyCodes);
        // The encoding statistics: pages of data that are PLAIN become pages of codes.
        var start = file.Length - 8 - BitConverter.ToInt32(file, file.Length - 8);
        // The kind is 0 for either version.
        byte[] claim = [0x15, 0, 0x15, 0, 0x15];
        for (var at = start; file.AsSpan(at).IndexOf(claim) is >= 0 and var next;)
        {
            at += next;
            file[at + 3] = 2 * (int)ValueEncoding.RunLengthDictionary;
        }
        var lying = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        Assert.True(lying.RowGroups[0].Chunk("number")!.HasOnlyCodes);
        foreach (var (conjuncts, isWanted) in Conditions(row => IsNull(Nulls.Some, row)))
        {
            var (_, rows) = await Cells.ReadAsync(file, new ScanColumns(Wanted("row"), conjuncts, Nothing));
            Assert.Equal(Enumerable.Range(0, Rows).Where(isWanted).Select(r => (long)r), rows);
            var (_, overSlow) = await ScanAsync(file, new ScanColumns(Wanted("row"), conjuncts, Nothing), 1 << 20);
            Assert.Equal(rows, overSlow);
        }
    }

    [Fact]
    public async Task An_entry_that_doesnt_fit_still_matters_where_a_row_has_it()
    {
        var file = Write(Nulls.Required);
        var narrow = Scalar.Column("number", ColumnType.Int8);
        var isSeven = Scalar.Equal(narrow, Scalar.Constant((sbyte)7, ColumnType.Int8));
        var e = await Assert.ThrowsAsync<KartothekException>(() => ScanAsync(file, new ScanColumns(Wanted("row"), [isSeven], Nothing), int.MaxValue));
        Assert.Equal(ErrorKind.Invalid, e.Kind);
        Assert.Contains("doesn't fit", e.Message);
    }

    [Fact]
    public async Task A_conjunct_that_throws_keeps_its_rows_unless_one_that_cannot_rules_them_out()
    {
        var file = Write(Nulls.Required);
        var quotient = Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Constant(100L, ColumnType.Int64), Row), Scalar.Constant(0L, ColumnType.Int64));
        await Assert.ThrowsAsync<DivideByZeroException>(() => ScanAsync(file, new ScanColumns(Wanted("row"), [quotient, Equal(Number, 6L)], Nothing), int.MaxValue));
        var (_, rows) = await ScanAsync(file, new ScanColumns(Wanted("row"), [quotient, Equal(Number, 7L)], Nothing), int.MaxValue);
        Assert.Empty(rows);
        // One that can throw isn't asked about entries: there may be no row with them.
        var byNumber = Scalar.Greater(Scalar.Arithmetic(ArithmeticOperator.Divide, Scalar.Constant(100L, ColumnType.Int64), Number), Scalar.Constant(1000L, ColumnType.Int64));
        var isNotZero = Scalar.NotEqual(Number, Scalar.Constant(0L, ColumnType.Int64));
        (_, rows) = await ScanAsync(file, new ScanColumns(Wanted("row"), [isNotZero, byNumber], Nothing), int.MaxValue);
        Assert.Empty(rows);
    }

    [Fact]
    public async Task A_dictionary_of_many_entries_behind_another_conjunct_waits_for_rows()
    {
        var many = new MatrixColumn("many", SharpPhysical.Int64, LogicalType.None(), 0, null, Nulls.Required, row => row / 2 * 2L, ColumnType.Int64, v => v);
        var file = MatrixFile.Write([Column("row", SharpPhysical.Int64, LogicalType.None(), Nulls.Required, row => (long)row, ColumnType.Int64, isCoded: false), many], Rows, Layout(1 << 20));
        var isOdd = Equal(Scalar.Column("many", ColumnType.Int64), 7L);
        var (figures, rows) = await ScanAsync(file, new ScanColumns(Wanted("row"), [isOdd], Nothing), int.MaxValue);
        Assert.Empty(rows);
        Assert.Equal(0, figures.RowsScanned);
        // One that can throw keeps its place.
        var isBefore = Less(Scalar.Arithmetic(ArithmeticOperator.Add, Row, Scalar.Constant(1L, ColumnType.Int64), isChecked: true), 100L);
        (figures, rows) = await ScanAsync(file, new ScanColumns(Wanted("row"), [isBefore, isOdd], Nothing), int.MaxValue);
        Assert.Empty(rows);
        Assert.Equal(Rows, figures.RowsScanned);
    }

    private static IEnumerable<(ImmutableArray<Scalar> Conjuncts, Func<int, bool> IsWanted)> Conditions(Func<int, bool> isNull)
    {
        long? N(int row) => isNull(row) ? null : NumberOf(row);
        string? T(int row) => isNull(row) ? null : NameOf(row);
        int? D(int row) => isNull(row) ? null : DayOf(row);
        double? P(int row) => isNull(row) ? null : PriceOf(row);
        yield return ([Equal(Number, 7L)], r => N(r) == 7);
        yield return ([Equal(Number, 120L)], r => N(r) == 120);
        yield return ([Scalar.NotEqual(Number, Scalar.Constant(7L, ColumnType.Int64))], r => N(r) != 7);
        yield return ([Scalar.Not(Greater(Number, -1L))], r => !(N(r) > -1));
        yield return ([Greater(Number, -1L)], r => N(r) > -1);
        yield return ([Greater(Number, 9L), Less(Number, 11L)], r => N(r) > 9 && N(r) < 11);
        yield return ([Greater(Number, 10L), Less(Number, 12L)], r => N(r) > 10 && N(r) < 12);
        yield return ([Less(Number, 50L), Equal(Name, "name 044")], r => N(r) < 50 && T(r) == "name 044");
        yield return ([Less(Number, 50L), Equal(Name, "name 045")], r => N(r) < 50 && T(r) == "name 045");
        yield return ([Less(Row, 50L), Equal(Name, "name 044")], r => r < 50 && T(r) == "name 044");
        yield return ([Scalar.In(Number, [null, 7L])], r => N(r) is null or 7);
        yield return ([Scalar.In(Number, [7L, 9L, 150L])], r => N(r) is 7 or 9 or 150);
        yield return ([Scalar.IsNull(Number)], r => N(r) is null);
        yield return ([Scalar.IsNotNull(Name), Equal(Number, 4L)], r => T(r) is not null && N(r) == 4);
        yield return ([Scalar.Or(Scalar.IsNull(Number), Equal(Number, 7L))], r => N(r) is null or 7);
        yield return ([StartsWith("name 04")], r => T(r)?.StartsWith("name 04", StringComparison.Ordinal) == true);
        yield return ([Scalar.Not(StartsWith("name"))], r => T(r)?.StartsWith("name", StringComparison.Ordinal) != true);
        yield return ([Less(Name, "name 001")], r => string.CompareOrdinal(T(r), "name 001") < 0 && T(r) is not null);
        yield return ([Scalar.Equal(Day, Scalar.Constant(101, ColumnType.Date))], r => D(r) == 101);
        yield return ([Less(Day, 104)], r => D(r) < 104);
        yield return ([Greater(Day, 104), Less(Day, 106)], r => D(r) > 104 && D(r) < 106);
        yield return ([Scalar.Equal(Price, Scalar.Constant(double.NaN, ColumnType.Double))], r => P(r) == double.NaN);
        yield return ([Scalar.NotEqual(Price, Scalar.Constant(0.0, ColumnType.Double))], r => P(r) != 0.0);
        yield return ([Scalar.Equal(Price, Scalar.Constant(0.0, ColumnType.Double))], r => P(r) == 0.0);
        yield return ([Scalar.Greater(Price, Scalar.Constant(26.0, ColumnType.Double)), Greater(Number, 70L)], r => P(r) > 26 && N(r) > 70);
    }

    private static Scalar Constant(Scalar column, object value) => Scalar.Constant(value, column.Type);

    private static Scalar Equal(Scalar column, object value) => Scalar.Equal(column, Constant(column, value));

    private static Scalar Less(Scalar column, object value) => Scalar.Less(column, Constant(column, value));

    private static Scalar Greater(Scalar column, object value) => Scalar.Greater(column, Constant(column, value));

    private static Scalar StartsWith(string start) => Scalar.StartsWith(Name, start);

    private static bool IsNull(Nulls nulls, int row) => Column("c", SharpPhysical.Int64, LogicalType.None(), nulls, r => r, ColumnType.Int64).IsNull(row);

    private static MatrixFile.Layout Layout(int dictionaryLimit, bool isV2 = true) => new(ParquetSharp.Compression.Snappy, isV2, PageSize: 400, dictionaryLimit, Group);

    private static MatrixColumn Column(string name, SharpPhysical physical, LogicalType logical, Nulls nulls, Func<int, object> stored, ColumnType type, bool isCoded = true) =>
        new(name, physical, logical, 0, isCoded ? null : SharpEncoding.Plain, nulls, stored, type, v => v);

    /// <param name="pad">Whether there is so much between columns that they aren't read together.</param>
    private static byte[] Write(Nulls nulls, int dictionaryLimit = 1 << 20, bool hasStatistics = true, bool isV2 = true, bool pad = false)
    {
        static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
        MatrixColumn Padding(string name) => Column(
            name, SharpPhysical.ByteArray, LogicalType.String(), Nulls.Required, row => Utf8(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(row)))), ColumnType.String, isCoded: false);
        List<MatrixColumn> columns =
        [
            Column("number", SharpPhysical.Int64, LogicalType.None(), nulls, row => NumberOf(row), ColumnType.Int64),
            Padding("padding"),
            Column("day", SharpPhysical.Int32, LogicalType.Date(), nulls, row => DayOf(row), ColumnType.Date),
            Padding("padding2"),
            Column("row", SharpPhysical.Int64, LogicalType.None(), Nulls.Required, row => (long)row, ColumnType.Int64, isCoded: false),
            Column("name", SharpPhysical.ByteArray, LogicalType.String(), nulls, row => Utf8(NameOf(row)), ColumnType.String),
            Column("price", SharpPhysical.Double, LogicalType.None(), nulls, row => PriceOf(row), ColumnType.Double),
        ];
        return MatrixFile.Write(pad ? columns : [.. columns.Where(c => !c.Name.StartsWith("padding", StringComparison.Ordinal))], Rows, Layout(dictionaryLimit, isV2), hasStatistics);
    }

    /// <summary>Overwrites the bodies of all data pages of some columns.</summary>
    private static async Task DamageDataAsync(byte[] file, params string[] columns)
    {
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        foreach (var chunk in footer.RowGroups.SelectMany(g => columns.Select(c => g.Chunk(c)!)))
        {
            for (var at = (int)chunk.Bytes.Offset; at < chunk.Bytes.End;)
            {
                var header = PageHeader.Read(file.AsSpan(at, (int)chunk.Bytes.End - at));
                at += header.HeaderBytes;
                if (header.IsData)
                    file.AsSpan(at, header.CompressedBytes).Fill(0xFF);
                at += header.CompressedBytes;
            }
        }
    }

    private static Schema Wanted(params string[] columns) => new(columns.Select(c => new Field(c, c switch { "name" => ColumnType.String, "price" => ColumnType.Double, _ => ColumnType.Int64 })));

    private static async Task<(ScanFigures Figures, List<long> Rows)> ScanAsync(byte[] file, ScanColumns spec, int pieceBytes)
    {
        var source = new MemoryByteSource("f", file) { PieceBytes = pieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers { Scribbles = true };
        var figures = default(ScanFigures);
        var rows = new List<long>();
        foreach (var group in footer.RowGroups)
        {
            using var scan = RowGroupScan.Open(source, footer, group.Ordinal, spec, buffers);
            while (await scan.NextAsync() is { } block)
                rows.AddRange(Enumerable.Range(0, block.Length).Select(block.RowNumber));
            figures += scan.Figures;
        }
        return (figures, rows);
    }
}
