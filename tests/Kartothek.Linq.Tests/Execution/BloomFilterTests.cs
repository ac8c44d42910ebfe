using System.Linq.Expressions;
using CsCheck;
using Kartothek.Core;

namespace Kartothek.Linq.Tests;

/// <summary>Row groups whose bloom filters lack the values of a condition aren't read.</summary>
public sealed class BloomFilterTests
{
    private sealed record Row(
        int Int, long Long, uint UInt, ulong ULong, short Short, byte Byte, string? Text, byte[] Bytes, float Float, double? Double, DateOnly Date, DateTime Time, decimal Money, Guid Guid);

    private static readonly string[] Columns = ["Int", "Long", "UInt", "ULong", "Short", "Byte", "Text", "Bytes", "Float", "Double", "Date", "Time", "Money", "Guid"];

    // Even numbers only: the odd ones lie within the bounds of each row group, and only a filter knows that they aren't there.
    private static Row Of(int i) => new(
        2 * i - 4000, (2L * i) << 33, uint.MaxValue - (uint)(2 * i), ulong.MaxValue - (ulong)(2 * i), (short)(2 * i - 4000), (byte)(2 * i), i % 9 == 0 ? null : $"text {2 * i:D5} ä", [1, (byte)(2 * i), (byte)(i >> 7)],
        2 * i - 4000, i == 7 ? double.NaN : 2 * i - 4000, new DateOnly(1960, 1, 1).AddDays(2 * i), new DateTime(1960, 1, 1, 0, 0, 1).AddMinutes(2 * i), (2 * i - 4000) * 0.01m,
        new Guid(2 * i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));

    private static async Task<(Dataset Dataset, CountingStore Store)> CreateAsync(IEnumerable<Row> rows)
    {
        var store = new CountingStore(new MemoryStore());
        var files = new FileLayout { BloomFilters = [.. Columns], RowGroupRows = 1000, KeepsNaN = true, TargetFileBytes = long.MaxValue };
        await Dataset.CreateAsync(store, "rows", rows, o => o.Files(_ => files));
        return (await Dataset.OpenAsync(store, "rows"), store);
    }

    [Fact]
    public async Task Values_that_are_there_are_found_and_those_that_are_not_cost_no_rows()
    {
        Row[] rows = [.. Enumerable.Range(0, 4000).Select(Of)];
        var (dataset, _) = await CreateAsync(rows);
        var runs = new List<QueryFigures>();
        foreach (var i in (int[])[1, 1999, 2000, 2001, 3998])
        {
            var (row, one) = (rows[i], Of(i) with { });
            await HoldAsync(r => r.Int == row.Int, r => r.Int == row.Int + 1);
            await HoldAsync(r => r.Long == row.Long, r => r.Long == row.Long + 1);
            await HoldAsync(r => r.UInt == row.UInt, r => r.UInt == row.UInt - 1);
            await HoldAsync(r => r.ULong == row.ULong, r => r.ULong == row.ULong - 1);
            await HoldAsync(r => r.Short == row.Short, r => r.Short == row.Short + 1);
            await HoldAsync(r => r.Byte == row.Byte, r => r.Byte == row.Byte + 1);
            await HoldAsync(r => r.Text == row.Text, r => r.Text == row.Text + "?");
            await HoldAsync(r => r.Double == row.Double, r => r.Double == row.Double + 1);
            await HoldAsync(r => r.Date == row.Date, r => r.Date == row.Date.AddDays(1));
            await HoldAsync(r => r.Time == row.Time, r => r.Time == row.Time.AddMinutes(1));
            await HoldAsync(r => r.Money == row.Money, r => r.Money == row.Money + 0.01m);
            await HoldAsync(r => r.Guid == row.Guid, r => r.Guid == Changed(row.Guid));
            await HoldAsync(r => new[] { row.Int, row.Int + 1 }.Contains(r.Int), r => new[] { row.Int + 1, row.Int + 3 }.Contains(r.Int));
        }
        // One filter in a hundred is wrong about a value. Bounds alone leave a row group each time.
        Assert.Equal(65, runs.Count);
        Assert.True(runs.Count(r => r.RowsScanned > 0) <= 3, string.Join("\n", runs.Where(r => r.RowsScanned > 0).Select(r => r.Plan)));

        async Task HoldAsync(Expression<Func<Row, bool>> present, Expression<Func<Row, bool>> absent)
        {
            var source = dataset.AsQueryable<Row>();
            Assert.Equal(rows.AsQueryable().Count(present), (await source.Where(present).ToListAsync()).Count);
            Assert.Empty(rows.AsQueryable().Where(absent));
            Assert.Empty(await source.Observe(runs.Add).Where(absent).ToListAsync());
            Assert.Empty(await source.With(o => o with { Layers = PruningLayers.None }).Where(absent).ToListAsync());
        }
    }

    [Fact]
    public async Task A_filter_saves_reading_the_data()
    {
        var random = new Random(1);
        var bytes = new byte[16];
        Row[] rows = [.. Enumerable.Range(0, 4000).Select(i => Of(i) with { Guid = RandomGuid() })];
        var (dataset, store) = await CreateAsync(rows);
        await dataset.AsQueryable<Row>().CountAsync();
        var absent = Changed(rows[1500].Guid);
        var pruned = await BytesAsync(PruningLayers.All);
        var whole = await BytesAsync(PruningLayers.All & ~PruningLayers.BloomFilters);
        Assert.InRange(pruned, 1, whole / 4);

        Guid RandomGuid()
        {
            random.NextBytes(bytes);
            return new Guid(bytes);
        }

        async Task<long> BytesAsync(PruningLayers layers)
        {
            var before = store.Counts;
            Assert.Empty(await dataset.AsQueryable<Row>().With(o => o with { Layers = layers }).Where(r => r.Guid == absent).ToListAsync());
            return store.Counts.BytesRead - before.BytesRead;
        }
    }

    [Fact]
    public async Task Zeros_nulls_and_NaN_are_found_as_LINQ_finds_them()
    {
        Row[] rows = [.. Enumerable.Range(0, 3000).Select(i => Of(i) with { Float = i == 5 ? -0f : i == 2005 ? 0f : i + 1, Double = i == 7 ? -0d : i == 8 ? null : i == 9 ? double.NaN : i + 1 })];
        var (dataset, _) = await CreateAsync(rows);
        var lookedFor = new double?[] { double.NaN, -5 };
        foreach (var condition in (Expression<Func<Row, bool>>[])
        [
            r => r.Float == 0f, r => r.Float == -0f, r => r.Double == 0, r => r.Double == null, r => r.Double == double.NaN, r => lookedFor.Contains(r.Double), r => r.Text == null, r => r.Text == "",
            r => r.Long == int.MaxValue, r => r.Long == -1, r => r.Money == 0.001m, r => r.Text == "\uD800" || r.Int == 4, r => r.Text == "\uFFFD",
        ])
        {
            Assert.Equal(rows.AsQueryable().Where(condition).Select(r => r.Int), (await dataset.AsQueryable<Row>().Where(condition).ToListAsync()).Select(r => r.Int));
        }
    }

    /// <summary>Random conditions over values that are there, lie between them or are null, also with others, sorted, and the first of many with ties.</summary>
    [Fact]
    public async Task Random_conditions_find_what_LINQ_finds()
    {
        var random = new Random(20261126);
        // Row groups of 300 rows have filters large enough to be asked; keys are scattered and some of them occur twice, so that bounds rule out nothing and ties exist.
        Row[] rows = [.. Enumerable.Range(0, 1500).Select(_ => Of(random.Next(2000)))];
        var store = new MemoryStore();
        await Dataset.CreateAsync(store, "rows", rows, o => o.Files(_ => new FileLayout { BloomFilters = [.. Columns], RowGroupRows = 300, KeepsNaN = true }));
        var dataset = await Dataset.OpenAsync(store, "rows");
        var (scanned, scannedWithout) = (0L, 0L);
        Gen.Int.Sample(
            seed =>
            {
                var query = QueryOf(rows, new Random(seed));
                var expected = query(rows.AsQueryable());
                var source = dataset.AsQueryable<Row>().WithParallelism(1 + (int)((uint)seed % 2));
                Assert.Equal(expected, query(source.Observe(f => scanned += f.RowsScanned)));
                Assert.Equal(expected, query(source.With(o => o with { Layers = PruningLayers.All & ~PruningLayers.BloomFilters }).Observe(f => scannedWithout += f.RowsScanned)));
            },
            iter: 400,
            threads: 1);
        Assert.True(scanned < scannedWithout * 0.8, $"{scanned} rows were scanned, and {scannedWithout} without filters");
    }

    private static Func<IQueryable<Row>, string> QueryOf(Row[] rows, Random random)
    {
        var conditions = Enumerable.Range(0, random.Next(1, 4)).Select(_ => ConditionOf(rows, random)).ToList();
        Func<IQueryable<Row>, IQueryable<Row>> order = random.Next(6) switch
        {
            0 => q => q.OrderBy(r => r.Double).Take(3),
            1 => q => q.OrderByDescending(r => r.Byte).ThenBy(r => r.Text, StringComparer.Ordinal).Skip(1).Take(4),
            2 => q => q.OrderByDescending(r => r.Double).Take(40),
            _ => q => q,
        };
        return source => string.Join(' ', order(conditions.Aggregate(source, (query, condition) => query.Where(condition))).Select(r => new { r.Int, r.Byte }).AsEnumerable());
    }

    private static Expression<Func<Row, bool>> ConditionOf(Row[] rows, Random random)
    {
        var (there, other, number) = (rows[random.Next(rows.Length)], rows[random.Next(rows.Length)], random.Next(-4000, 1));
        // Odd numbers aren't there.
        var (absent, isLess) = (Of(random.Next(2000)), random.Next(2) == 0);
        int[] ints = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(-2000, 2000) | 1), .. isLess ? (int[])[] : [there.Int]];
        string?[] texts = ["text", absent.Text + "?", isLess ? null : other.Text];
        var value = random.Next(3) == 0 ? there : other;
        Expression<Func<Row, bool>>[] conditions =
        [
            r => r.Int == value.Int, r => r.Int == value.Int + 1, r => ints.Contains(r.Int), r => !ints.Contains(r.Int), r => r.Long == value.Long, r => r.Long == value.Long - 3, r => r.UInt == value.UInt,
            r => r.UInt == absent.UInt - 1, r => r.ULong == value.ULong, r => r.ULong == absent.ULong - 1, r => r.Short == (short)(value.Short + 1), r => r.Byte == value.Byte, r => r.Text == value.Text,
            r => r.Text == absent.Text + "?", r => texts.Contains(r.Text), r => r.Text != value.Text, r => r.Float == value.Float, r => r.Float == absent.Float + 1, r => r.Double == value.Double,
            r => r.Double == absent.Double + 1, r => r.Date == value.Date, r => r.Date == absent.Date.AddDays(1), r => r.Time == value.Time, r => r.Time == absent.Time.AddMinutes(1), r => r.Money == value.Money,
            r => r.Money == absent.Money + 0.01m, r => r.Guid == value.Guid, r => r.Guid == Changed(absent.Guid), r => r.Int == absent.Int + 1 || r.Text == value.Text, r => r.Int == value.Int && r.Guid == absent.Guid,
            r => r.Int > number, r => r.Double >= number, r => r.Text == null,
        ];
        return conditions[random.Next(conditions.Length)];
    }

    private static Guid Changed(Guid guid)
    {
        var bytes = guid.ToByteArray();
        bytes[15] ^= 1;
        return new Guid(bytes);
    }
}
