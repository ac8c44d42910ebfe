using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Values at the edges of their types, in keys, statistics and indices.</summary>
public sealed class ValueTests
{
    private sealed record Keyed(string Key, int Id);

    private static readonly string[] Keys = ["a/b", "50%", "a=b", "a b", "ä ö", "", "%2F", "+", "日本", "a'b\"c", "~.-_"];

    [Fact]
    public async Task Partition_keys_may_hold_any_text()
    {
        var data = new TestDataset<Keyed>().PartitionOn("key");
        for (var i = 0; i < Keys.Length; i++)
        {
            data.File(new Keyed(Keys[i], i), new Keyed(Keys[i], -i));
        }
        var oracle = await QueryOracle<Keyed>.OpenAsync(data);

        await oracle.RowsAsync(null, q => q);
        foreach (var key in Keys.Append("x"))
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.Key == key));
        }
        await oracle.RowsAsync(null, q => q.Where(r => r.Key != "a/b"));
        await oracle.RowsAsync(null, q => q.Where(r => string.CompareOrdinal(r.Key, "a") > 0));
    }

    private sealed record Typed(long Number, ulong Unsigned, bool IsOpen, DateOnly Day, DateTime At, double Ratio, int Id);

    [Fact]
    public async Task Partition_keys_may_have_any_type()
    {
        var oracle = await QueryOracle<Typed>.OpenAsync(
            new TestDataset<Typed>().PartitionOn("number", "unsigned", "is_open", "day", "at", "ratio")
                .File(new Typed(-5, ulong.MaxValue, true, new(1969, 12, 31), new(1969, 12, 31, 23, 59, 59), 0.1, 1))
                .File(new Typed(long.MinValue, 0, false, DateOnly.FromDateTime(DateTime.UnixEpoch), new(2001, 1, 1, 1, 2, 3, 4), -1e22, 2))
                .File(new Typed(long.MaxValue, 9_223_372_036_854_775_808, false, new(2262, 1, 1), new(2000, 2, 29), 5e-324, 3)));

        await oracle.RowsAsync(null, q => q);
        await oracle.RowsAsync(null, q => q.Where(r => r.Number < 0));
        await oracle.RowsAsync(null, q => q.Where(r => r.Unsigned > long.MaxValue));
        await oracle.RowsAsync(null, q => q.Where(r => !r.IsOpen));
        await oracle.RowsAsync(null, q => q.Where(r => r.Day < new DateOnly(1970, 1, 1)));
        await oracle.RowsAsync(null, q => q.Where(r => r.At >= new DateTime(2000, 1, 1) && r.At.Year == 2000));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio == 0.1 || r.Ratio < -1e21));
    }

    private sealed record Edges(ulong Big, uint Middle, long Number, DateOnly Day, DateTime At, decimal Amount, DateTimeOffset Instant, Guid Id);

    private static Edges Edge(ulong big, uint middle, long number, int days, decimal amount) => new(
        big, middle, number, DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(days)), DateTime.UnixEpoch.AddDays(days).AddTicks(10), amount,
        DateTimeOffset.UnixEpoch.AddDays(days), new Guid((int)middle, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

    [Fact]
    public async Task Values_above_the_signed_range_and_before_1970_are_compared_rightly()
    {
        var oracle = await QueryOracle<Edges>.OpenAsync(
            new TestDataset<Edges>().IndexOn("big", "day").RowGroups(2)
                .File(Edge(ulong.MaxValue, uint.MaxValue, long.MinValue, -1, -1.5m), Edge(0, 0, 0, 0, 0))
                .File(Edge(1UL << 63, 1U << 31, long.MaxValue, -10_000, 1234567890123456789.1234m), Edge(1, 1, 1, 1, 1)));

        foreach (var big in new ulong[] { 0, 1, 1UL << 63, ulong.MaxValue, 1UL << 62 })
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.Big == big));
            await oracle.RowsAsync(null, q => q.Where(r => r.Big < big));
            await oracle.RowsAsync(null, q => q.Where(r => r.Big >= big));
            await oracle.RowsAsync(null, q => q.Where(r => r.Middle > (uint)(big >> 32)));
        }
        await oracle.RowsAsync(null, q => q.Where(r => r.Number < 0));
        await oracle.RowsAsync(null, q => q.Where(r => r.Day < new DateOnly(1970, 1, 1)));
        await oracle.RowsAsync(null, q => q.Where(r => r.Day == new DateOnly(1969, 12, 31)));
        await oracle.RowsAsync(null, q => q.Where(r => r.At < DateTime.UnixEpoch));
        await oracle.RowsAsync(null, q => q.Where(r => r.At == DateTime.UnixEpoch.AddTicks(10)));
        await oracle.RowsAsync(null, q => q.Where(r => r.At == DateTime.UnixEpoch.AddTicks(1)));
        await oracle.RowsAsync(null, q => q.Where(r => r.At < DateTime.UnixEpoch.AddTicks(11)));
        await oracle.RowsAsync(null, q => q.Where(r => r.Instant <= DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(2))));
        await oracle.RowsAsync(null, q => q.Where(r => r.Amount < 0 || r.Amount > 1.00001m));
        await oracle.RowsAsync(null, q => q.Where(r => r.Amount == 1.0m));
        await oracle.RowsAsync(null, q => q.Where(r => r.Id == new Guid(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
        await oracle.ValueAsync(null, q => q.Max(r => r.Big));
        await oracle.ValueAsync(null, q => q.Min(r => r.Day));
        await oracle.ValueAsync(null, q => q.Sum(r => r.Amount));
        await oracle.ValueAsync(null, q => q.Sum(r => r.Number));
        await oracle.ValueAsync(null, q => q.Where(r => r.Number != long.MinValue).Sum(r => r.Number));
        await oracle.ValueAsync(null, q => q.Max(r => r.Instant));
    }

    [Fact]
    public async Task Signed_and_unsigned_columns_of_64_bits_compare_as_decimals()
    {
        var oracle = await QueryOracle<Edges>.OpenAsync(
            new TestDataset<Edges>().File(Edge(ulong.MaxValue, 1, -1, 0, 0), Edge(5, 1, 5, 0, 0), Edge(1UL << 63, 1, long.MinValue, 0, 0)));

        await oracle.RowsAsync(null, q => q.Where(r => (decimal)r.Big > r.Number));
        await oracle.RowsAsync(null, q => q.Where(r => (decimal)r.Number == r.Big));
    }

    private sealed record Wide(ulong Big, long Number, int Id);

    private sealed record Narrow(ulong Big, ushort Number, int Id);

    [Fact]
    public async Task Unsigned_members_compare_over_columns_of_either_sign()
    {
        Narrow[] rows = [new(ulong.MaxValue, 7, 1), new(7, 7, 2), new(1UL << 63, 65_535, 3), new(0, 1, 4)];
        var dataset = await new TestDataset<Wide>().File(rows.Select(r => new Wide(r.Big, r.Number, r.Id))).OpenAsync();
        var oracle = QueryOracle<Narrow>.Of(dataset, rows);

        await oracle.RowsAsync(null, q => q.Where(r => r.Big > r.Number));
        await oracle.RowsAsync(null, q => q.Where(r => r.Big == r.Number));
        await oracle.RowsAsync(null, q => q.Where(r => (r.Id > 1 ? r.Big : r.Number) == 7));
    }

    private sealed record Text(string? Name, int Id);

    private static readonly string[] Names = ["z", "\uE000", "\uFFFD", "😀", "\uD7FF", "a\uE000", "a😀", "", "\u0000", "é"];

    [Fact]
    public async Task Surrogate_pairs_sort_below_U_E000_in_ordinal_order()
    {
        var oracle = await QueryOracle<Text>.OpenAsync(
            new TestDataset<Text>().IndexOn("name").RowGroups(3).Files(Names.Select((n, i) => new Text(n, i)), 5));

        foreach (var name in Names)
        {
            await oracle.RowsAsync(null, q => q.Where(r => string.CompareOrdinal(r.Name, name) < 0));
            await oracle.RowsAsync(null, q => q.Where(r => string.CompareOrdinal(r.Name, name) >= 0));
            await oracle.RowsAsync(null, q => q.Where(r => r.Name == name));
            await oracle.RowsAsync(null, q => q.Where(r => r.Name!.StartsWith(name, StringComparison.Ordinal)));
        }
        await oracle.RowsAsync(null, q => q.OrderBy(r => r.Name, StringComparer.Ordinal));
        await oracle.ValueAsync(null, q => q.Select(r => r.Name).Max(StringComparer.Ordinal));
        await oracle.RowsAsync(null, q => q.Where(r => r.Name!.Contains("\uD83D")));
        await oracle.RowsAsync(null, q => q.Where(r => r.Name!.Length == 2));
    }

    [Fact]
    public async Task Sets_may_be_empty_or_large()
    {
        var oracle = await QueryOracle<Text>.OpenAsync(
            new TestDataset<Text>().IndexOn("id").RowGroups(20).Files(Enumerable.Range(0, 200).Select(i => new Text(i % 7 == 0 ? null : $"n{i % 20}", i)), 50));
        var none = Array.Empty<int>();
        var many = Enumerable.Range(0, 10_000).Select(i => i * 3).ToList();
        var names = Enumerable.Range(0, 10_000).Select(i => (string?)$"n{i * 2}").Append(null).ToHashSet();

        await oracle.RowsAsync(null, q => q.Where(r => none.Contains(r.Id)));
        await oracle.RowsAsync(null, q => q.Where(r => !none.Contains(r.Id)));
        await oracle.RowsAsync(null, q => q.Where(r => many.Contains(r.Id)));
        await oracle.RowsAsync(null, q => q.Where(r => !many.Contains(r.Id) && r.Id < 20));
        await oracle.RowsAsync(null, q => q.Where(r => names.Contains(r.Name)));
        await oracle.ValueAsync(null, q => q.Count(r => many.Contains(r.Id) && !names.Contains(r.Name)));
    }

    private sealed record Guarded(int Divisor, int? Limit, string? Name);

    [Fact]
    public async Task A_conjunct_that_guards_against_a_throwing_one_runs_first()
    {
        var oracle = await QueryOracle<Guarded>.OpenAsync(
            new TestDataset<Guarded>().IndexOn("divisor").RowGroups(2)
                .File(new(0, null, null), new(2, 4, "ab"), new(0, 1, "")).File(new(5, null, "x"), new(-1, 3, null)));

        await oracle.RowsAsync(null, q => q.Where(r => r.Divisor != 0 && 10 / r.Divisor > 1));
        await oracle.RowsAsync(null, q => q.Where(r => r.Divisor != 0).Where(r => 10 % r.Divisor == 0));
        await oracle.RowsAsync(null, q => q.Where(r => r.Name != null && r.Name.Length > 0 && r.Name[0] == 'a'));
        await oracle.RowsAsync(null, q => q.Where(r => r.Limit != null && r.Limit.Value > 2));
        await oracle.RowsAsync(null, q => q.Where(r => r.Divisor == 0 || 10 / r.Divisor > 1));
        await oracle.RowsAsync(null, q => q.Where(r => 10 / r.Divisor > 1));
        await oracle.RowsAsync(null, q => q.Where(r => r.Divisor != 0).Select(r => 10 / r.Divisor));
        await oracle.RowsAsync(null, q => q.Select(r => 10 / r.Divisor).Take(0));
        await oracle.RowsAsync(null, q => q.Skip(1).Select(r => 10 / r.Divisor).Take(1));
        await oracle.ValueAsync(null, q => q.Skip(1).Select(r => 10 / r.Divisor).First());
        await oracle.ValueAsync(null, q => q.Any(r => 10 / r.Divisor > 1));
    }

    private sealed record Zeros(double Ratio, float Small, int Id);

    [Fact]
    public async Task Negative_zero_equals_zero()
    {
        var oracle = await QueryOracle<Zeros>.OpenAsync(
            new TestDataset<Zeros>().IndexOn("ratio").RowGroups(1)
                .File(new(-0.0, -0f, 1), new(0.0, 0f, 2)).File(new Zeros(-0.0, -0f, 3)).File(new Zeros(0.0, 0f, 4)));

        foreach (var zero in new[] { 0.0, -0.0 })
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.Ratio == zero));
            await oracle.RowsAsync(null, q => q.Where(r => r.Ratio != zero));
            await oracle.RowsAsync(null, q => q.Where(r => r.Ratio < zero));
            await oracle.RowsAsync(null, q => q.Where(r => r.Ratio >= zero));
            await oracle.RowsAsync(null, q => q.Where(r => r.Small == (float)zero));
            await oracle.RowsAsync(null, q => q.Where(r => new[] { zero }.Contains(r.Ratio)));
        }
        await oracle.ValueAsync(null, q => q.Min(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Sum(r => r.Small));
    }
}
