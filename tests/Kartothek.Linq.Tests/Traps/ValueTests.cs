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

        await oracle.RowsAsync(
            """
            Scan test
              reads       0 1 2 3 4 5 6 7 8 9 10
            """,
            q => q);
        await oracle.RowsOfEachAsync(
            """
            key = 'a/b'      reads 0
            key = '50%'      reads 1
            key = 'a=b'      reads 2
            key = 'a b'      reads 3
            key = 'ä ö'      reads 4
            key = ''         reads 5
            key = '%2F'      reads 6
            key = '+'        reads 7
            key = '日本'       reads 8
            key = 'a''b"c'   reads 9
            key = '~.-_'     reads 10
            key = 'x'        reads nothing
            """,
            [.. Keys.Append("x").Select(Equal)]);
        await oracle.RowsOfEachAsync(
            """
            key != 'a/b'; not null key   reads 1 2 3 4 5 6 7 8 9 10
            key > 'a'                    reads 0 2 3 4 8 9 10
            """,
            q => q.Where(r => r.Key != "a/b"),
            q => q.Where(r => string.CompareOrdinal(r.Key, "a") > 0));

        static Func<IQueryable<Keyed>, IQueryable<Keyed>> Equal(string key) => q => q.Where(r => r.Key == key);
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

        await oracle.RowsOfEachAsync(
            """
            all                                             reads 0 1 2
            number < 0                                      reads 0 1
            unsigned > 9223372036854775807                  reads 0 2
            not is_open; not null is_open                   reads 1 2
            day < 1970-01-01                                reads 0
            at >= 2000-01-01T00:00:00 and year(at) = 2000   reads 2
            ratio = 0.1 or ratio < -1E+21                   reads 0 1
            """,
            q => q,
            q => q.Where(r => r.Number < 0),
            q => q.Where(r => r.Unsigned > long.MaxValue),
            q => q.Where(r => !r.IsOpen),
            q => q.Where(r => r.Day < new DateOnly(1970, 1, 1)),
            q => q.Where(r => r.At >= new DateTime(2000, 1, 1) && r.At.Year == 2000),
            q => q.Where(r => r.Ratio == 0.1 || r.Ratio < -1e21));
    }

    private sealed record Edges(ulong Big, uint Middle, long Number, DateOnly Day, DateTime At, decimal Amount, DateTimeOffset Instant, Guid Id);

    private static Edges Edge(ulong big, uint middle, long number, int days, decimal amount) => new(
        big, middle, number, DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(days)), DateTime.UnixEpoch.AddDays(days).AddTicks(10), amount,
        DateTimeOffset.UnixEpoch.AddDays(days), new Guid((int)middle, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

    private static Task<QueryOracle<Edges>> OpenEdgesAsync() => QueryOracle<Edges>.OpenAsync(
        new TestDataset<Edges>().IndexOn("big", "day").RowGroups(2)
            .File(Edge(ulong.MaxValue, uint.MaxValue, long.MinValue, -1, -1.5m), Edge(0, 0, 0, 0, 0))
            .File(Edge(1UL << 63, 1U << 31, long.MaxValue, -10_000, 1234567890123456789.1234m), Edge(1, 1, 1, 1, 1)));

    [Theory]
    [InlineData(
        0UL,
        """
        big = 0      reads and checks 0
        big < 0      reads nothing
        big >= 0     reads 0 1
        middle > 0   reads 0 1, checks 0
        """)]
    [InlineData(
        1UL,
        """
        big = 1      reads and checks 1
        big < 1      reads and checks 0
        big >= 1     reads 0 1, checks 0
        middle > 0   reads 0 1, checks 0
        """)]
    [InlineData(
        1UL << 63,
        """
        big = 9223372036854775808    reads and checks 1
        big < 9223372036854775808    reads and checks 0 1
        big >= 9223372036854775808   reads and checks 0 1
        middle > 2147483648          reads and checks 0
        """)]
    [InlineData(
        ulong.MaxValue,
        """
        big = 18446744073709551615    reads and checks 0
        big < 18446744073709551615    reads 0 1, checks 0
        big >= 18446744073709551615   reads and checks 0
        middle > 4294967295           reads nothing
        """)]
    [InlineData(
        1UL << 62,
        """
        big = 4611686018427387904    reads nothing
        big < 4611686018427387904    reads and checks 0 1
        big >= 4611686018427387904   reads and checks 0 1
        middle > 1073741824          reads and checks 0 1
        """)]
    public async Task Values_above_the_signed_range_are_compared_rightly(ulong value, string plans)
    {
        var oracle = await OpenEdgesAsync();

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.Big == value),
            q => q.Where(r => r.Big < value),
            q => q.Where(r => r.Big >= value),
            q => q.Where(r => r.Middle > (uint)(value >> 32)));
    }

    [Fact]
    public async Task Values_at_the_edges_of_their_types_are_compared_rightly()
    {
        var oracle = await OpenEdgesAsync();

        await oracle.RowsOfEachAsync(
            """
            number < 0                                  reads and checks 0
            day < 1970-01-01                            reads and checks 0 1
            day = 1969-12-31                            reads and checks 0
            at < 1970-01-01T00:00:00                    reads and checks 0 1
            at = 1970-01-01T00:00:00.000001             reads and checks 0 1
            false                                       reads nothing
            at <= 1970-01-01T00:00:00.000001            reads 0 1, checks 1
            instant <= 1970-01-01T00:00:00Z             reads 0 1, checks 1
            amount < 0.0000 or amount > 1.0000          reads and checks 0 1
            amount = 1.0000                             reads and checks 1
            id = 00000001-0001-0002-0304-05060708090a   reads and checks 0 1
            """,
            q => q.Where(r => r.Number < 0),
            q => q.Where(r => r.Day < new DateOnly(1970, 1, 1)),
            q => q.Where(r => r.Day == new DateOnly(1969, 12, 31)),
            q => q.Where(r => r.At < DateTime.UnixEpoch),
            q => q.Where(r => r.At == DateTime.UnixEpoch.AddTicks(10)),
            q => q.Where(r => r.At == DateTime.UnixEpoch.AddTicks(1)),
            q => q.Where(r => r.At < DateTime.UnixEpoch.AddTicks(11)),
            q => q.Where(r => r.Instant <= DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(2))),
            q => q.Where(r => r.Amount < 0 || r.Amount > 1.00001m),
            q => q.Where(r => r.Amount == 1.0m),
            q => q.Where(r => r.Id == new Guid(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)));
        await oracle.ValuesAsync(
            """
            Aggregate max(big) < all; not null big                                    reads 0 1
            Aggregate min(day) < all; not null day                                    reads 0 1
            Aggregate sum(amount) < all; not null amount                              reads 0 1
            Aggregate sum(number) < all; not null number                              reads 0 1
            Aggregate sum(number) < number != -9223372036854775808; not null number   reads 0 1, checks 0
            Aggregate max(instant) < all; not null instant                            reads 0 1
            """,
            q => q.Max(r => r.Big),
            q => q.Min(r => r.Day),
            q => q.Sum(r => r.Amount),
            q => q.Sum(r => r.Number),
            q => q.Where(r => r.Number != long.MinValue).Sum(r => r.Number),
            q => q.Max(r => r.Instant));
    }

    [Fact]
    public async Task Signed_and_unsigned_columns_of_64_bits_compare_as_decimals()
    {
        var oracle = await QueryOracle<Edges>.OpenAsync(
            new TestDataset<Edges>().File(Edge(ulong.MaxValue, 1, -1, 0, 0), Edge(5, 1, 5, 0, 0), Edge(1UL << 63, 1, long.MinValue, 0, 0)));

        await oracle.RowsOfEachAsync(
            """
            Filter r => r.Big > r.Number (residual: scans don't evaluate 'r.Big > r.Number') < all     reads 0
            Filter r => r.Number == r.Big (residual: scans don't evaluate 'r.Number == r.Big') < all   reads 0
            """,
            q => q.Where(r => (decimal)r.Big > r.Number),
            q => q.Where(r => (decimal)r.Number == r.Big));
    }

    private sealed record Wide(ulong Big, long Number, int Id);

    private sealed record Narrow(ulong Big, ushort Number, int Id);

    [Fact]
    public async Task Unsigned_members_compare_over_columns_of_either_sign()
    {
        Narrow[] rows = [new(ulong.MaxValue, 7, 1), new(7, 7, 2), new(1UL << 63, 65_535, 3), new(0, 1, 4)];
        var dataset = await new TestDataset<Wide>().File(rows.Select(r => new Wide(r.Big, r.Number, r.Id))).OpenAsync();
        var oracle = QueryOracle<Narrow>.Of(dataset, rows);

        await oracle.RowsOfEachAsync(
            """
            big > checked uint64(number)                                            reads and checks 0
            big = checked uint64(number); not null big, number                      reads and checks 0
            if(id > 1, big, checked uint64(number)) = 7; not null id, big, number   reads and checks 0
            """,
            q => q.Where(r => r.Big > r.Number),
            q => q.Where(r => r.Big == r.Number),
            q => q.Where(r => (r.Id > 1 ? r.Big : r.Number) == 7));
    }

    private sealed record Text(string? Name, int Id);

    private static readonly string[] Names = ["z", "\uE000", "\uFFFD", "😀", "\uD7FF", "a\uE000", "a😀", "", "\u0000", "é"];

    private static Task<QueryOracle<Text>> OpenTextAsync() => QueryOracle<Text>.OpenAsync(
        new TestDataset<Text>().IndexOn("name").RowGroups(3).Files(Names.Select((n, i) => new Text(n, i)), 5));

    [Theory]
    [InlineData(
        "z",
        """
        name is null or name < 'z'   reads 1, checks 1.1
        name >= 'z'                  reads 0 1.1, checks 1.1
        name = 'z'                   reads and checks 0.0
        name starts with 'z'         reads and checks 0.0
        """)]
    [InlineData(
        "\uE000",
        """
        name is null or name < '\uE000'   reads 0 1, checks 0
        name >= '\uE000'                  reads and checks 0
        name = '\uE000'                   reads and checks 0
        name starts with '\uE000'         reads and checks 0
        """)]
    [InlineData(
        "\uFFFD",
        """
        name is null or name < '�'   reads 0 1, checks 0
        name >= '�'                  reads and checks 0
        name = '�'                   reads and checks 0
        name starts with '�'         reads and checks 0
        """)]
    [InlineData(
        "😀",
        """
        name is null or name < '😀'   reads 0 1, checks 0
        name >= '😀'                  reads and checks 0
        name = '😀'                   reads and checks 0
        name starts with '😀'         reads and checks 0
        """)]
    [InlineData(
        "\uD7FF",
        """
        name is null or name < '\uD7FF'   reads 0.0 1, checks 0.0
        name >= '\uD7FF'                  reads 0, checks 0.0
        name = '\uD7FF'                   reads and checks 0
        name starts with '\uD7FF'         reads and checks 0
        """)]
    [InlineData(
        "a\uE000",
        """
        name is null or name < 'a\uE000'   reads and checks 1
        name >= 'a\uE000'                  reads 0 1, checks 1
        name = 'a\uE000'                   reads and checks 1
        name starts with 'a\uE000'         reads and checks 1
        """)]
    [InlineData(
        "a😀",
        """
        name is null or name < 'a😀'   reads and checks 1
        name >= 'a😀'                  reads 0 1, checks 1
        name = 'a😀'                   reads and checks 1
        name starts with 'a😀'         reads and checks 1
        """)]
    [InlineData(
        "",
        """
        name is null or name < ''   reads nothing
        name >= ''                  reads 0 1
        name = ''                   reads and checks 1.0
        name starts with ''         reads 0 1
        """)]
    [InlineData(
        "\u0000",
        """
        name is null or name < '\u0000'   reads and checks 1.0
        name >= '\u0000'                  reads 0 1, checks 1.0
        name = '\u0000'                   reads and checks 1
        name starts with '\u0000'         reads and checks 1
        """)]
    [InlineData(
        "é",
        """
        name is null or name < 'é'   reads 0.0 1, checks 0.0 1.1
        name >= 'é'                  reads 0 1.1, checks 0.0 1.1
        name = 'é'                   reads and checks 1.1
        name starts with 'é'         reads and checks 1.1
        """)]
    public async Task Text_is_compared_in_ordinal_order(string value, string plans)
    {
        var oracle = await OpenTextAsync();

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => string.CompareOrdinal(r.Name, value) < 0),
            q => q.Where(r => string.CompareOrdinal(r.Name, value) >= 0),
            q => q.Where(r => r.Name == value),
            q => q.Where(r => r.Name!.StartsWith(value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Surrogate_pairs_sort_below_U_E000_in_ordinal_order()
    {
        var oracle = await OpenTextAsync();

        await oracle.RowsAsync(
            """
            Sort Name (StringComparer.Ordinal)
              Scan test
                reads       0 1
            """,
            q => q.OrderBy(r => r.Name, StringComparer.Ordinal));
        await oracle.ValueAsync(
            """
            Aggregate max(name)
              Scan test
                columns     name
                reads       0 1
            """,
            q => q.Select(r => r.Name).Max(StringComparer.Ordinal));
        await oracle.RowsOfEachAsync(
            """
            Filter r => r.Name.Contains("\uD83D") (residual: the text of string.Contains has half a surrogate pair) < all   reads 0 1
            length(name) = 2                                                                                                reads and checks 0 1
            """,
            q => q.Where(r => r.Name!.Contains("\uD83D")),
            q => q.Where(r => r.Name!.Length == 2));
    }

    [Fact]
    public async Task Sets_may_be_empty_or_large()
    {
        var oracle = await QueryOracle<Text>.OpenAsync(
            new TestDataset<Text>().IndexOn("id").RowGroups(20).Files(Enumerable.Range(0, 200).Select(i => new Text(i % 7 == 0 ? null : $"n{i % 20}", i)), 50));
        var none = Array.Empty<int>();
        var many = Enumerable.Range(0, 10_000).Select(i => i * 3).ToList();
        var late = Enumerable.Range(40, 10_000).Select(i => i * 3).ToList();
        var names = Enumerable.Range(0, 10_000).Select(i => (string?)$"n{i * 2}").Append(null).ToHashSet();

        await oracle.RowsOfEachAsync(
            """
            id in ()                                                                                  reads nothing
            id not in (); not null id                                                                 reads 0 1 2 3
            id in (0, 3, 6, 9, 12, 15, 18, 21, 24, 27, … 9,990 more)                                  reads and checks 0 1 2 3
            id in (120, 123, 126, 129, 132, 135, 138, 141, 144, 147, … 9,990 more)                    reads and checks 2.1 2.2 3
            id not in (120, 123, 126, 129, 132, 135, 138, 141, 144, 147, … 9,990 more); not null id   reads 0 1 2 3, checks 2.1 2.2 3
            id not in (0, 3, 6, 9, 12, 15, 18, 21, 24, 27, … 9,990 more) and id < 20                  reads and checks 0.0
            name in ('n0', 'n2', 'n4', 'n6', 'n8', 'n10', 'n12', 'n14', 'n16', 'n18', … 9,991 more)   reads and checks 0 1 2 3
            """,
            q => q.Where(r => none.Contains(r.Id)),
            q => q.Where(r => !none.Contains(r.Id)),
            q => q.Where(r => many.Contains(r.Id)),
            q => q.Where(r => late.Contains(r.Id)),
            q => q.Where(r => !late.Contains(r.Id)),
            q => q.Where(r => !many.Contains(r.Id) && r.Id < 20),
            q => q.Where(r => names.Contains(r.Name)));
        await oracle.ValueAsync(
            """
            Aggregate count()
              Scan test
                columns     none
                predicate   id in (0, 3, 6, 9, 12, 15, 18, 21, 24, 27, … 9,990 more) and name not in ('n0', 'n2', 'n4', 'n6', 'n8', 'n10', 'n12', 'n14', 'n16', 'n18', … 9,991 more)
                reads       0 1 2 3
                checks      0 1 2 3
            """,
            q => q.Count(r => many.Contains(r.Id) && !names.Contains(r.Name)));
    }

    private sealed record Guarded(int Divisor, int? Limit, string? Name);

    [Fact]
    public async Task A_conjunct_that_guards_against_a_throwing_one_runs_first()
    {
        var oracle = await QueryOracle<Guarded>.OpenAsync(
            new TestDataset<Guarded>().IndexOn("divisor").RowGroups(2)
                .File(new(0, null, null), new(2, 4, "ab"), new(0, 1, "")).File(new(5, null, "x"), new(-1, 3, null)));

        await oracle.RowsOfEachAsync(
            """
            divisor != 0 and 10 / checked int32(divisor) > 1                                                                 reads and checks 0.0 1
            divisor != 0 and 10 % checked int32(divisor) = 0                                                                 reads and checks 0.0 1
            Filter r => r.Name[0] == 'a' (residual: scans don't evaluate string.get_Chars: 'r.Name[0]') < length(name) > 0   reads and checks 0.0 1
            limit > 2                                                                                                        reads and checks 0.0 1
            divisor = 0 or 10 / checked int32(divisor) > 1                                                                   reads 0 1, checks 0.0 1
            10 / checked int32(divisor) > 1                                                                                  reads and checks 0 1
            """,
            q => q.Where(r => r.Divisor != 0 && 10 / r.Divisor > 1),
            q => q.Where(r => r.Divisor != 0).Where(r => 10 % r.Divisor == 0),
            q => q.Where(r => r.Name != null && r.Name.Length > 0 && r.Name[0] == 'a'),
            q => q.Where(r => r.Limit != null && r.Limit.Value > 2),
            q => q.Where(r => r.Divisor == 0 || 10 / r.Divisor > 1),
            q => q.Where(r => 10 / r.Divisor > 1));
        await oracle.RowsAsync(
            """
            Project r => 10 / r.Divisor
              Scan test
                columns     divisor
                predicate   divisor != 0
                not null    divisor
                reads       0.0 1
                checks      0.0
            """,
            q => q.Where(r => r.Divisor != 0).Select(r => 10 / r.Divisor));
        await oracle.RowsAsync(
            """
            Project r => 10 / r.Divisor
              Slice first 0
                Scan test
                  columns     divisor
                  limit       0
                  reads       0 1
            """,
            q => q.Select(r => 10 / r.Divisor).Take(0));
        await oracle.RowsAsync(
            """
            Project r => 10 / r.Divisor
              Slice first 1
                Slice after 1
                  Scan test
                    columns     divisor
                    limit       2
                    reads       0 1
            """,
            q => q.Skip(1).Select(r => 10 / r.Divisor).Take(1));
        await oracle.ValuesAsync(
            """
            First < Project r => 10 / r.Divisor < Slice after 1 < all; limit 2   reads 0 1
            Any < 10 / checked int32(divisor) > 1; limit 1                       reads and checks 0 1
            """,
            q => q.Skip(1).Select(r => 10 / r.Divisor).First(),
            q => q.Any(r => 10 / r.Divisor > 1));
    }

    private sealed record Zeros(double Ratio, float Small, int Id);

    [Theory]
    [InlineData(
        0.0,
        """
        ratio = 0          reads and checks 0 1 2
        ratio != 0         reads and checks 0 1 2
        ratio < 0          reads nothing
        ratio >= 0         reads and checks 0 1 2
        float(small) = 0   reads and checks 0 1 2
        ratio in (0)       reads and checks 0 1 2
        """)]
    [InlineData(
        -0.0,
        """
        ratio = -0          reads and checks 0 1 2
        ratio != -0         reads and checks 0 1 2
        ratio < -0          reads nothing
        ratio >= -0         reads and checks 0 1 2
        float(small) = -0   reads and checks 0 1 2
        ratio in (-0)       reads and checks 0 1 2
        """)]
    public async Task Negative_zero_equals_zero(double value, string plans)
    {
        var oracle = await OpenZerosAsync();

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.Ratio == value),
            q => q.Where(r => r.Ratio != value),
            q => q.Where(r => r.Ratio < value),
            q => q.Where(r => r.Ratio >= value),
            q => q.Where(r => r.Small == (float)value),
            q => q.Where(r => new[] { value }.Contains(r.Ratio)));
    }

    [Fact]
    public async Task Aggregates_know_negative_zero()
    {
        var oracle = await OpenZerosAsync();

        await oracle.ValuesAsync(
            """
            Aggregate min(ratio ?? NaN) < all          reads 0 1 2
            Aggregate sum(float(small) ?? NaN) < all   reads 0 1 2
            """,
            q => q.Min(r => r.Ratio),
            q => q.Sum(r => r.Small));
    }

    private static Task<QueryOracle<Zeros>> OpenZerosAsync() => QueryOracle<Zeros>.OpenAsync(
        new TestDataset<Zeros>().IndexOn("ratio").RowGroups(1)
            .File(new(-0.0, -0f, 1), new(0.0, 0f, 2)).File(new Zeros(-0.0, -0f, 3)).File(new Zeros(0.0, 0f, 4)));
}
