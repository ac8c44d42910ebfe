using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Null and NaN in every comparison, over row groups in which they make the statistics a trap.</summary>
public sealed class NullAndNaNTests
{
    private sealed record Row(int File, long? Number, double Ratio, double? Share, string? Name, bool? IsOpen, DateOnly? Day);

    private static readonly DateOnly Day = new(1969, 12, 31);

    // One file per pattern: one value and nulls, only nulls, one value, several values, NaN among them.
    private static TestDataset<Row> Data() => new TestDataset<Row>().PartitionOn("file").IndexOn("number", "name").RowGroups(3)
        .File(new(0, 5, 5, 5, "e", true, Day), new(0, null, double.NaN, null, null, null, null))
        .File(new(1, null, double.NaN, null, null, null, null), new(1, null, double.NaN, double.NaN, null, null, null))
        .File(new(2, 5, 5, 5, "e", false, Day), new(2, 5, 5, 5, "e", false, Day))
        .File(new(3, 4, double.NaN, double.NaN, "d", true, Day.AddDays(-1)), new(3, 6, -0.0, 0.0, "f", false, Day.AddDays(1)))
        .File(new(4, 5, 0.0, -0.0, "", true, new(2000, 1, 1)), new(4, 7, double.PositiveInfinity, double.NegativeInfinity, "z", null, DateOnly.MaxValue));

    [Theory]
    [InlineData(
        5L,
        """
        number = 5          reads 0 2 4, checks 0 4
        number != 5         reads 0 1 3 4, checks 0 4
        number < 5          reads and checks 3
        number <= 5         reads 0 2 3 4, checks 0 3 4
        number > 5          reads and checks 3 4
        number >= 5         reads 0 2 3 4, checks 0 3
        number != 5         reads 0 1 3 4, checks 0 4
        not (number < 5)    reads 0 1 2 3 4, checks 3
        not (number >= 5)   reads 0 1 3, checks 0 3
        """)]
    [InlineData(
        4L,
        """
        number = 4          reads and checks 3
        number != 4         reads 0 1 2 3 4, checks 3
        number < 4          reads nothing
        number <= 4         reads and checks 3
        number > 4          reads 0 2 3 4, checks 0 3
        number >= 4         reads 0 2 3 4, checks 0
        number != 4         reads 0 1 2 3 4, checks 3
        not (number < 4)    reads 0 1 2 3 4
        not (number >= 4)   reads 0 1, checks 0
        """)]
    [InlineData(
        8L,
        """
        number = 8          reads nothing
        number != 8         reads 0 1 2 3 4
        number < 8          reads 0 2 3 4, checks 0
        number <= 8         reads 0 2 3 4, checks 0
        number > 8          reads nothing
        number >= 8         reads nothing
        number != 8         reads 0 1 2 3 4
        not (number < 8)    reads 0 1, checks 0
        not (number >= 8)   reads 0 1 2 3 4
        """)]
    [InlineData(
        null,
        """
        number is null       reads 0 1, checks 0
        number is not null   reads 0 2 3 4, checks 0
        false                reads nothing
        false                reads nothing
        false                reads nothing
        false                reads nothing
        number is not null   reads 0 2 3 4, checks 0
        all                  reads 0 1 2 3 4
        all                  reads 0 1 2 3 4
        """)]
    public async Task Comparisons_of_integers_with_nulls(long? value, string plans)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.Number == value),
            q => q.Where(r => r.Number != value),
            q => q.Where(r => r.Number < value),
            q => q.Where(r => r.Number <= value),
            q => q.Where(r => r.Number > value),
            q => q.Where(r => r.Number >= value),
            q => q.Where(r => !(r.Number == value)),
            q => q.Where(r => !(r.Number < value)),
            q => q.Where(r => !(r.Number >= value)));
    }

    [Fact]
    public async Task Null_tests_of_integers()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            """
            number is not null   reads 0 2 3 4, checks 0
            number is null       reads 0 1, checks 0
            number > 4           reads 0 2 3 4, checks 0 3
            (number ?? 0) < 5    reads 0 1 3, checks 0 3
            (number ?? 9) > 5    reads 0 1 3 4, checks 0 3 4
            """,
            q => q.Where(r => r.Number.HasValue),
            q => q.Where(r => !r.Number.HasValue),
            q => q.Where(r => r.Number.HasValue && r.Number.Value > 4),
            q => q.Where(r => r.Number.GetValueOrDefault() < 5),
            q => q.Where(r => (r.Number ?? 9) > 5));
    }

    [Theory]
    [InlineData(
        5.0,
        """
        ratio = 5          reads and checks 0 1 2 4
        ratio != 5         reads 0 1 2 3 4, checks 0 1 2 4
        ratio < 5          reads and checks 1 3 4
        ratio <= 5         reads and checks 0 1 2 3 4
        ratio > 5          reads and checks 1 4
        ratio >= 5         reads and checks 0 1 2 4
        not (ratio < 5)    reads 0 1 2 3 4, checks 1 3 4
        not (ratio >= 5)   reads 0 1 2 3 4, checks 0 1 2 4
        ratio != 5         reads 0 1 2 3 4, checks 0 1 2 4
        share = 5          reads and checks 0 1 2
        share != 5         reads 0 1 2 3 4, checks 0 1 2
        share < 5          reads and checks 1 3 4
        not (share <= 5)   reads and checks 0 1 2 3 4
        not (share > 5)    reads 0 1 2 3 4, checks 1
        ratio in (5, 1)    reads and checks 0 1 2 4
        """)]
    [InlineData(
        0.0,
        """
        ratio = 0          reads and checks 1 3 4
        ratio != 0         reads 0 1 2 3 4, checks 1 3 4
        ratio < 0          reads and checks 1
        ratio <= 0         reads and checks 1 3 4
        ratio > 0          reads and checks 0 1 2 4
        ratio >= 0         reads and checks 0 1 2 3 4
        not (ratio < 0)    reads 0 1 2 3 4, checks 1
        not (ratio >= 0)   reads and checks 0 1 2 3 4
        ratio != 0         reads 0 1 2 3 4, checks 1 3 4
        share = 0          reads and checks 1 3 4
        share != 0         reads 0 1 2 3 4, checks 1 3 4
        share < 0          reads and checks 1 4
        not (share <= 0)   reads 0 1 2 3 4, checks 1 3 4
        not (share > 0)    reads 0 1 2 3 4, checks 0 1 2
        ratio in (0, 1)    reads and checks 1 3 4
        """)]
    [InlineData(
        double.NaN,
        """
        ratio = NaN               reads nothing
        ratio != NaN              reads 0 1 2 3 4
        ratio < NaN               reads nothing
        ratio <= NaN              reads nothing
        ratio > NaN               reads nothing
        ratio >= NaN              reads nothing
        not (ratio < NaN)         reads 0 1 2 3 4
        not (ratio >= NaN)        reads 0 1 2 3 4
        ratio != NaN              reads 0 1 2 3 4
        share = NaN               reads nothing
        share != NaN              reads 0 1 2 3 4
        share < NaN               reads nothing
        not (share <= NaN)        reads 0 1 2 3 4
        not (share > NaN)         reads 0 1 2 3 4
        ratio in (NaN, null, 1)   reads and checks 0 1 2 3 4
        """)]
    [InlineData(
        double.PositiveInfinity,
        """
        ratio = Infinity          reads and checks 1 4
        ratio != Infinity         reads 0 1 2 3 4, checks 1 4
        ratio < Infinity          reads and checks 0 1 2 3 4
        ratio <= Infinity         reads and checks 0 1 2 3 4
        ratio > Infinity          reads and checks 1
        ratio >= Infinity         reads and checks 1 4
        not (ratio < Infinity)    reads and checks 0 1 2 3 4
        not (ratio >= Infinity)   reads 0 1 2 3 4, checks 1 4
        ratio != Infinity         reads 0 1 2 3 4, checks 1 4
        share = Infinity          reads and checks 1
        share != Infinity         reads 0 1 2 3 4, checks 1
        share < Infinity          reads and checks 0 1 2 3 4
        not (share <= Infinity)   reads and checks 0 1 2 3 4
        not (share > Infinity)    reads 0 1 2 3 4, checks 1
        ratio in (Infinity, 1)    reads and checks 1 4
        """)]
    [InlineData(
        4.5,
        """
        ratio = 4.5          reads and checks 1 4
        ratio != 4.5         reads 0 1 2 3 4, checks 1 4
        ratio < 4.5          reads and checks 1 3 4
        ratio <= 4.5         reads and checks 1 3 4
        ratio > 4.5          reads and checks 0 1 2 4
        ratio >= 4.5         reads and checks 0 1 2 4
        not (ratio < 4.5)    reads 0 1 2 3 4, checks 1 3 4
        not (ratio >= 4.5)   reads 0 1 2 3 4, checks 0 1 2 4
        ratio != 4.5         reads 0 1 2 3 4, checks 1 4
        share = 4.5          reads and checks 1
        share != 4.5         reads 0 1 2 3 4, checks 1
        share < 4.5          reads and checks 1 3 4
        not (share <= 4.5)   reads 0 1 2 3 4, checks 1 3 4
        not (share > 4.5)    reads 0 1 2 3 4, checks 0 1 2
        ratio in (4.5, 1)    reads and checks 1 4
        """)]
    public async Task Comparisons_of_floats_with_NaN(double value, string plans)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.Ratio == value),
            q => q.Where(r => r.Ratio != value),
            q => q.Where(r => r.Ratio < value),
            q => q.Where(r => r.Ratio <= value),
            q => q.Where(r => r.Ratio > value),
            q => q.Where(r => r.Ratio >= value),
            q => q.Where(r => !(r.Ratio < value)),
            q => q.Where(r => !(r.Ratio >= value)),
            q => q.Where(r => !(r.Ratio == value)),
            q => q.Where(r => r.Share == value),
            q => q.Where(r => r.Share != value),
            q => q.Where(r => r.Share < value),
            q => q.Where(r => !(r.Share <= value)),
            q => q.Where(r => !(r.Share > value)),
            q => q.Where(r => new[] { value, 1 }.Contains(r.Ratio)));
    }

    [Fact]
    public async Task Tests_for_NaN_and_null_of_floats()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            """
            (ratio ?? NaN) != (ratio ?? NaN)   reads and checks 0 1 2 3 4
            (ratio ?? NaN) = (ratio ?? NaN)    reads and checks 0 1 2 3 4
            share is null                      reads and checks 0 1
            share is not null                  reads 0 1 2 3 4, checks 0 1
            share != share                     reads and checks 0 1 2 3 4
            """,
            q => q.Where(r => double.IsNaN(r.Ratio)),
            q => q.Where(r => !double.IsNaN(r.Ratio)),
            q => q.Where(r => r.Share == null),
            q => q.Where(r => r.Share != null),
            q => q.Where(r => r.Share.HasValue && double.IsNaN(r.Share.Value)));
    }

    [Theory]
    [InlineData(
        "e",
        """
        name = 'e'                    reads 0 2, checks 0
        name != 'e'                   reads 0 1 3 4, checks 0
        name = 'e'                    reads 0 2, checks 0
        name is null or name < 'e'    reads 0 1 3 4, checks 0 3 4
        name is null or name <= 'e'   reads 0 1 2 3 4, checks 3 4
        name > 'e'                    reads and checks 3 4
        not (name >= 'e')             reads 0 1 3 4, checks 0 3 4
        name in ('e', 'e')            reads 0 2, checks 0
        name not in ('e', 'e')        reads 0 1 3 4, checks 0
        name starts with 'e'          reads 0 2, checks 0
        name is null or name = ''     reads 0 1 4, checks 0 4
        """)]
    [InlineData(
        "",
        """
        name = ''                    reads and checks 4
        name != ''                   reads 0 1 2 3 4, checks 4
        name = ''                    reads and checks 4
        name is null or name < ''    reads 0 1, checks 0
        name is null or name <= ''   reads 0 1 4, checks 0 4
        name > ''                    reads 0 2 3 4, checks 0 4
        not (name >= '')             reads 0 1, checks 0
        name in ('e', '')            reads 0 2 4, checks 0 4
        name not in ('e', '')        reads 0 1 3 4, checks 0 4
        name starts with 'e'         reads 0 2, checks 0
        name is null or name = ''    reads 0 1 4, checks 0 4
        """)]
    [InlineData(
        "x",
        """
        name = 'x'                    reads nothing
        name != 'x'                   reads 0 1 2 3 4
        name = 'x'                    reads nothing
        name is null or name < 'x'    reads 0 1 2 3 4, checks 4
        name is null or name <= 'x'   reads 0 1 2 3 4, checks 4
        name > 'x'                    reads and checks 4
        not (name >= 'x')             reads 0 1 2 3 4, checks 4
        name in ('e', 'x')            reads 0 2, checks 0
        name not in ('e', 'x')        reads 0 1 3 4, checks 0
        name starts with 'e'          reads 0 2, checks 0
        name is null or name = ''     reads 0 1 4, checks 0 4
        """)]
    [InlineData(
        null,
        """
        name is null                reads 0 1, checks 0
        name is not null            reads 0 2 3 4, checks 0
        name is null                reads 0 1, checks 0
        false                       reads nothing
        name is null                reads 0 1, checks 0
        name is not null            reads 0 2 3 4, checks 0
        false                       reads nothing
        name in ('e', null)         reads 0 1 2 3 4, checks 3 4
        name not in ('e', null)     reads and checks 3 4
        name starts with 'e'        reads 0 2, checks 0
        name is null or name = ''   reads 0 1 4, checks 0 4
        """)]
    public async Task Comparisons_of_text_with_nulls(string? value, string plans)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.Name == value),
            q => q.Where(r => r.Name != value),
            q => q.Where(r => string.Equals(r.Name, value)),
            q => q.Where(r => string.CompareOrdinal(r.Name, value) < 0),
            q => q.Where(r => string.CompareOrdinal(r.Name, value) <= 0),
            q => q.Where(r => string.CompareOrdinal(r.Name, value) > 0),
            q => q.Where(r => !(string.CompareOrdinal(r.Name, value) >= 0)),
            q => q.Where(r => new[] { "e", value }.Contains(r.Name)),
            q => q.Where(r => !new[] { "e", value }.Contains(r.Name)),
            q => q.Where(r => r.Name != null && r.Name.StartsWith("e", StringComparison.Ordinal)),
            q => q.Where(r => string.IsNullOrEmpty(r.Name)));
    }

    [Theory]
    [InlineData(
        true,
        """
        is_open = true    reads and checks 0 3 4
        is_open != true   reads 0 1 2 3 4, checks 0 3 4
        is_open ?? true   reads 0 1 3 4, checks 3
        """)]
    [InlineData(
        false,
        """
        is_open = false    reads 2 3, checks 3
        is_open != false   reads 0 1 3 4, checks 3
        is_open ?? true    reads 0 1 3 4, checks 3
        """)]
    [InlineData(
        null,
        """
        is_open is null       reads 0 1 4, checks 0 4
        is_open is not null   reads 0 2 3 4, checks 0 4
        is_open ?? true       reads 0 1 3 4, checks 3
        """)]
    public async Task Comparisons_of_booleans_with_nulls(bool? value, string plans)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.IsOpen == value),
            q => q.Where(r => r.IsOpen != value),
            q => q.Where(r => r.IsOpen ?? true));
    }

    [Theory]
    [InlineData(
        "1969-12-31",
        """
        day = 1969-12-31         reads 0 2 3, checks 0 3
        day != 1969-12-31        reads 0 1 3 4, checks 0 3
        day <= 1969-12-31        reads 0 2 3, checks 0 3
        not (day > 1969-12-31)   reads 0 1 2 3, checks 3
        """)]
    [InlineData(
        "9999-12-31",
        """
        day = 9999-12-31         reads and checks 4
        day != 9999-12-31        reads 0 1 2 3 4, checks 4
        day <= 9999-12-31        reads 0 2 3 4, checks 0
        not (day > 9999-12-31)   reads 0 1 2 3 4
        """)]
    [InlineData(
        "0001-01-01",
        """
        day = 0001-01-01         reads nothing
        day != 0001-01-01        reads 0 1 2 3 4
        day <= 0001-01-01        reads nothing
        not (day > 0001-01-01)   reads 0 1, checks 0
        """)]
    [InlineData(
        null,
        """
        day is null       reads 0 1, checks 0
        day is not null   reads 0 2 3 4, checks 0
        false             reads nothing
        all               reads 0 1 2 3 4
        """)]
    public async Task Comparisons_of_days_with_nulls(string? day, string plans)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());
        DateOnly? value = day is null ? null : DateOnly.ParseExact(day, "O");

        await oracle.RowsOfEachAsync(
            plans,
            q => q.Where(r => r.Day == value),
            q => q.Where(r => r.Day != value),
            q => q.Where(r => r.Day <= value),
            q => q.Where(r => !(r.Day > value)));
    }

    [Fact]
    public async Task Or_over_an_index_keeps_files_for_either_branch()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            """
            number = 6 or ratio = 5                                  reads and checks 0 1 2 3 4
            number = 6 or name is null                               reads 0 1 3, checks 0 3
            number = 6 or file = 1; not null file                    reads 1 3, checks 3
            number = 6 and name = 'f' or number = 7 and name = 'y'   reads and checks 3
            (number = 5) != (name = 'e')                             reads and checks 0 3 4
            number != 5 and name != 'f'                              reads 0 1 3 4, checks 0 3 4
            """,
            q => q.Where(r => r.Number == 6 || r.Ratio == 5),
            q => q.Where(r => r.Number == 6 || r.Name == null),
            q => q.Where(r => r.Number == 6 || r.File == 1),
            q => q.Where(r => (r.Number == 6 && r.Name == "f") || (r.Number == 7 && r.Name == "y")),
            q => q.Where(r => r.Number == 5 != (r.Name == "e")),
            q => q.Where(r => !(r.Number == 5 || r.Name == "f")));
    }

    [Fact]
    public async Task Aggregates_skip_nulls_and_know_NaN()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.ValuesAsync(
            """
            Aggregate sum(number) < all                                                                                                    reads 0 1 2 3 4
            Aggregate average(number) < all                                                                                                reads 0 1 2 3 4
            Aggregate min(number) < all                                                                                                    reads 0 1 2 3 4
            Aggregate max(number) < all                                                                                                    reads 0 1 2 3 4
            Aggregate sum(ratio ?? NaN) < all                                                                                              reads 0 1 2 3 4
            Aggregate min(ratio ?? NaN) < all                                                                                              reads 0 1 2 3 4
            Aggregate max(ratio ?? NaN) < all                                                                                              reads 0 1 2 3 4
            Aggregate max(share) < all                                                                                                     reads 0 1 2 3 4
            Aggregate min(share) < all                                                                                                     reads 0 1 2 3 4
            Aggregate average(share) < file = 2                                                                                            reads 2
            Aggregate max(number) < file = 1                                                                                               reads 1
            Aggregate sum(number) < file = 1                                                                                               reads 1
            Aggregate max(ratio ?? NaN) < file = 1                                                                                         reads 1
            Aggregate max(ratio ?? NaN) < file = 9                                                                                         reads nothing
            Aggregate average(ratio ?? NaN) < file = 9                                                                                     reads nothing
            Aggregate average(number) < file = 9                                                                                           reads nothing
            Max (in memory: text is ordered by culture: with StringComparer.Ordinal it runs inside the scan) < Project r => r.Name < all   reads 0 1 2 3 4
            Aggregate min(name) < all                                                                                                      reads 0 1 2 3 4
            Aggregate max(day) < all                                                                                                       reads 0 1 2 3 4
            Aggregate min(day) < all                                                                                                       reads 0 1 2 3 4
            """,
            q => q.Sum(r => r.Number),
            q => q.Average(r => r.Number),
            q => q.Min(r => r.Number),
            q => q.Max(r => r.Number),
            q => q.Sum(r => r.Ratio),
            q => q.Min(r => r.Ratio),
            q => q.Max(r => r.Ratio),
            q => q.Max(r => r.Share),
            q => q.Min(r => r.Share),
            q => q.Where(r => r.File == 2).Average(r => r.Share),
            q => q.Where(r => r.File == 1).Max(r => r.Number),
            q => q.Where(r => r.File == 1).Sum(r => r.Number),
            q => q.Where(r => r.File == 1).Max(r => r.Ratio),
            q => q.Where(r => r.File == 9).Max(r => r.Ratio),
            q => q.Where(r => r.File == 9).Average(r => r.Ratio),
            q => q.Where(r => r.File == 9).Average(r => r.Number),
            q => q.Max(r => r.Name),
            q => q.Select(r => r.Name).Min(StringComparer.Ordinal),
            q => q.Max(r => r.Day),
            q => q.Min(r => r.Day));
    }

    private sealed record Small(float? Share, float Ratio, Half? Part, int Id);

    [Fact]
    public async Task A_set_with_NaN_finds_no_null_of_a_nullable_float()
    {
        var oracle = await QueryOracle<Small>.OpenAsync(
            new TestDataset<Small>().RowGroups(2)
                .File(new(null, float.NaN, null, 1), new(float.NaN, float.NaN, Half.NaN, 2), new(1.5f, 1.5f, (Half)1.5f, 3), new(null, float.NaN, null, 4)));
        var shares = new HashSet<float?> { float.NaN, 3 };
        var ratios = new[] { float.NaN };
        var parts = new List<Half?> { Half.NaN };

        await oracle.RowsOfEachAsync(
            """
            float(share) in (NaN, 3)       reads and checks 0
            float(share) not in (NaN, 3)   reads and checks 0
            float(ratio) in (NaN, null)    reads and checks 0
            half(part) in (NaN)            reads and checks 0
            """,
            q => q.Where(r => shares.Contains(r.Share)),
            q => q.Where(r => !shares.Contains(r.Share)),
            q => q.Where(r => ratios.Contains(r.Ratio)),
            q => q.Where(r => parts.Contains(r.Part)));
    }
}
