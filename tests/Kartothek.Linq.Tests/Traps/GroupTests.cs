using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

public sealed class GroupTests
{
    private sealed record Row(
        string Zone, string? Name, int Number, int? Maybe, long Big, double Ratio, double? Share, float Part, decimal Amount, bool Flag, DateOnly? Day, DateTime At, Size Size,
        Size? Fit, Guid Id);

    private sealed record Folded(string? Name)
    {
        public string? Name { get; } = Name?.ToLowerInvariant();
    }

    private sealed record Place(string? Name, int Number);

    private static Row Of(int i) => new(
        i / 10 % 2 == 0 ? "even" : "odd",
        (i % 7) switch { 0 => null, 1 => "", 2 => "a", 3 => "A", 4 => "ä", 5 => "日本", _ => "b" },
        (i % 5) - 2,
        i % 3 == 0 ? null : i % 4,
        i * 1_000_000_007L,
        (i % 6) switch { 0 => double.NaN, 1 => -0.0, 2 => 0.0, 3 => double.PositiveInfinity, _ => i / 4.0 },
        (i % 5) switch { 0 => null, 1 => double.NaN, _ => i % 3 },
        (i % 4) switch { 0 => float.NaN, _ => i % 3 / 3f },
        i / 100m,
        i % 2 == 0,
        i % 4 == 0 ? null : new DateOnly(2019, 12, 28).AddDays(i % 9),
        new DateTime(2019, 12, 31, 20, 0, 0).AddHours(i % 11),
        (Size)(i % 3),
        i % 4 == 0 ? null : (Size)(i % 3),
        new Guid(i % 3, 0, 0, new byte[8]));

    private static Task<QueryOracle<Row>> OracleAsync(int rows = 60) => QueryOracle<Row>.OpenAsync(
        new TestDataset<Row>().PartitionOn("zone").IndexOn("number").RowGroups(4).Files(Enumerable.Range(0, rows).Select(Of), 10));

    [Fact]
    public async Task Keys_of_every_type_are_equal_as_in_memory()
    {
        var oracle = await OracleAsync();

        await oracle.RowsAsync(
            null,
            q => q.GroupBy(r => r.Name).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Zone).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number).Select(g => new { g.Key, N = g.LongCount() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Maybe).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Maybe ?? 7).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Big).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => (long?)r.Number).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Ratio).Select(g => new { g.Key, Sign = double.IsNegative(g.Key), N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Share).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Part).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Amount).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Flag).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number > 0).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Day).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.At).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.At.Year).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.At.Date).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => DateOnly.FromDateTime(r.At)).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.Where(r => r.Day != null).GroupBy(r => r.Day!.Value.Month).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Size).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Fit).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Id).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => 1).Select(g => new { g.Key, N = g.Count() }));
    }

    [Fact]
    public async Task Where_a_key_is_null_and_may_not_be_it_throws_as_in_memory()
    {
        var oracle = await OracleAsync();

        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Maybe!.Value).Select(g => g.Count()));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number).Select(g => g.Sum(r => r.Maybe!.Value)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => 10 / r.Number).Select(g => g.Count()));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number).Where(g => g.Key != 0).Select(g => g.Sum(r => 10 / r.Number)));
    }

    [Fact]
    public async Task Composite_keys_are_equal_as_in_memory()
    {
        var oracle = await OracleAsync();

        await oracle.RowsAsync(
            null,
            q => q.GroupBy(r => new { r.Name, r.Zone }).Select(g => new { g.Key.Name, g.Key.Zone, Total = g.Sum(r => r.Number) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => ValueTuple.Create(r.Name, r.Flag)).Select(g => new { g.Key, First = g.Key.Item1, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => Tuple.Create(r.Fit, r.Share)).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => new Place(r.Name, r.Number)).Select(g => new { g.Key, g.Key.Number, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => new Folded(r.Name)).Select(g => new { g.Key.Name, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => new { r.Number, Part = new { r.Flag, r.Ratio } }).Select(g => new { g.Key.Part.Flag, g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => new { r.Zone, r.Name, r.Maybe, r.Flag, r.Size, r.Day, r.Part, r.Id, r.Number }).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => from r in q group r by new { r.At.Month, r.Flag } into g where g.Key.Month == 1 orderby g.Count() descending select g.Key.Month * g.Count());
    }

    [Fact]
    public async Task Aggregates_are_those_of_memory()
    {
        var oracle = await OracleAsync();

        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => new { A = g.Sum(r => r.Number), B = g.Sum(r => r.Maybe), C = g.Sum(r => r.Big), D = g.Sum(r => r.Amount) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Sum(r => r.Share)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Sum(r => r.Part)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Average(r => r.Amount)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Average(r => r.Part)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Maybe).Select(g => new { A = g.Average(r => r.Number), B = g.Average(r => r.Maybe), C = g.Average(r => r.Big) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Zone).Select(g => new { A = g.Min(r => r.Ratio), B = g.Max(r => r.Ratio), C = g.Min(r => r.Share), D = g.Max(r => r.Part) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Fit).Select(g => new { A = g.Min(r => r.Day), B = g.Max(r => r.At), C = g.Min(r => r.Amount), D = g.Max(r => r.Maybe), E = g.Min(r => r.Big) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number).Select(g => new { A = g.Count(r => r.Flag), B = g.Any(r => r.Name == "a"), C = g.All(r => r.Number > -2), D = g.Any() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number).Select(g => new { A = g.Select(r => r.Name).Distinct().Count(), B = g.Select(r => r.Ratio).Distinct().Count(), C = g.Select(r => r.Fit).Distinct().LongCount() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Number).Select(g => new { A = g.Where(r => r.Flag).Sum(r => r.Big), B = g.Where(r => r.Flag).Count(), C = g.Select(r => r.Number * 2).Max() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Where(r => r.Number > 1).Min(r => r.Number)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name, r => r.Number).Select(g => new { A = g.Sum(), B = g.Max(), C = g.Average(n => n + 0.5) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name, (name, rows) => new { name, N = rows.Count(), Last = rows.Max(r => r.Number) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name, r => r.Amount, (name, amounts) => new { name, Total = amounts.Sum() }));
        await oracle.RowsAsync(null, q => q.Select(r => new { r.Name, Twice = r.Number * 2 }).GroupBy(r => r.Name).Select(g => g.Sum(r => r.Twice)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Min(r => r.Name) + g.Key));
    }

    [Fact]
    public async Task Operators_over_groups_run_over_what_the_scan_computed()
    {
        var oracle = await OracleAsync();

        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Where(g => g.Count() > 8).OrderByDescending(g => g.Sum(r => r.Number)).ThenBy(g => g.Key, StringComparer.Ordinal).Skip(1).Take(3).Select(g => g.Key));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number > 0).GroupBy(r => r.Name).Select(g => new { g.Key, N = g.Count() }).Where(r => r.N > 3).OrderBy(r => r.N).Take(2));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Reverse().Select(g => g.Key));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Count()).Distinct());
        await oracle.ValueAsync(null, q => q.GroupBy(r => r.Name).Count());
        await oracle.ValueAsync(null, q => q.GroupBy(r => r.Name).Any(g => g.Count() > 100));
        await oracle.ValueAsync(null, q => q.GroupBy(r => r.Name).All(g => g.Any(r => r.Flag)));
        await oracle.ValueAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Average(r => r.Number)).Max());
        await oracle.ValueAsync(null, q => q.GroupBy(r => r.Name).Select(g => new { g.Key, N = g.Count() }).OrderBy(r => r.N).First());
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.Count()).GroupBy(n => n % 2).Select(g => g.Key + g.Sum()));
    }

    [Fact]
    public async Task Groups_themselves_have_key_and_rows_in_order()
    {
        var oracle = await OracleAsync();

        static bool Same<TKey, T>(IGrouping<TKey, T> expected, IGrouping<TKey, T> actual) => Equals(expected.Key, actual.Key) && expected.SequenceEqual(actual);
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name), Same);
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name, r => r.Number), Same);
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name ?? "", StringComparer.OrdinalIgnoreCase), Same);
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name ?? "", r => r.Number, (k, rows) => new { k, N = rows.Count() }, StringComparer.OrdinalIgnoreCase));
        await oracle.RowsAsync(null, q => q.Where(r => r.Flag).OrderByDescending(r => r.Big).GroupBy(r => r.Name).Where(g => g.Count() > 3).Take(2), Same);
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => g.OrderBy(r => r.Number).First().Big));
    }

    [Fact]
    public async Task No_rows_are_no_groups()
    {
        var oracle = await OracleAsync();

        await oracle.RowsAsync(null, q => q.Where(r => r.Number > 99).GroupBy(r => r.Name).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number > 99).GroupBy(r => 1).Select(g => g.Sum(r => r.Number)));
        await oracle.ValueAsync(null, q => q.Where(r => r.Number > 99).GroupBy(r => r.Name).Count());
    }

    private sealed record Number(int Key, int Value, long Wide);

    [Fact]
    public async Task Sums_overflow_as_in_memory()
    {
        var oracle = await QueryOracle<Number>.OpenAsync(new TestDataset<Number>().RowGroups(2).Files(
            [new(1, int.MaxValue, 1), new(1, 1, 1), new(2, int.MaxValue, long.MaxValue), new(2, -5, -5), new(2, 5, 5), new(3, int.MinValue, 1), new(3, int.MaxValue, 2)], 3));

        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Key).Select(g => g.Sum(r => r.Value)));
        await oracle.RowsAsync(null, q => q.Where(r => r.Key > 1).GroupBy(r => r.Key).Select(g => g.Sum(r => r.Value)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Key).Where(g => g.Key > 1).Select(g => g.Sum(r => r.Value)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Key).Select(g => g.Sum(r => r.Wide)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Key).Select(g => g.Average(r => r.Wide)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Key).Select(g => g.Average(r => r.Value)));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Key).Take(1).Select(g => g.Sum(r => r.Wide)));
    }

    private sealed record Wide(string Name, long Code, int Small, int Value);

    [Fact]
    public async Task More_groups_than_an_index_holds_and_dictionaries_that_fall_back()
    {
        var random = new Random(11);
        var rows = Enumerable.Range(0, 90_000).Select(i => new Wide($"a text of some length {random.Next(400_000)}", random.NextInt64(400_000) * 100, random.Next(3000), i)).ToList();
        var oracle = await QueryOracle<Wide>.OpenAsync(new TestDataset<Wide>().RowGroups(30_000).Files(rows, 70_000));

        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Name).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Code).Select(g => new { g.Key, Total = g.Sum(r => (long)r.Value) }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => new { r.Small, Digit = r.Value % 100 }).Select(g => new { g.Key, N = g.Count() }));
        await oracle.RowsAsync(null, q => q.GroupBy(r => r.Small).Select(g => g.Select(r => r.Name).Distinct().Count()));
    }
}
