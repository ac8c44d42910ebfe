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

    [Fact]
    public async Task Comparisons_of_integers_with_nulls()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());
        foreach (var value in new long?[] { 5, 4, 8, null })
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.Number == value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Number != value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Number < value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Number <= value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Number > value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Number >= value));
            await oracle.RowsAsync(null, q => q.Where(r => !(r.Number == value)));
            await oracle.RowsAsync(null, q => q.Where(r => !(r.Number < value)));
            await oracle.RowsAsync(null, q => q.Where(r => !(r.Number >= value)));
        }
    }

    [Fact]
    public async Task Null_tests_of_integers()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsAsync(null, q => q.Where(r => r.Number.HasValue));
        await oracle.RowsAsync(null, q => q.Where(r => !r.Number.HasValue));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number.HasValue && r.Number.Value > 4));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number.GetValueOrDefault() < 5));
        await oracle.RowsAsync(null, q => q.Where(r => (r.Number ?? 9) > 5));
    }

    [Theory]
    [InlineData(5.0)]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(4.5)]
    public async Task Comparisons_of_floats_with_NaN(double value)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio == value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio != value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio < value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio <= value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio > value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Ratio >= value));
        await oracle.RowsAsync(null, q => q.Where(r => !(r.Ratio < value)));
        await oracle.RowsAsync(null, q => q.Where(r => !(r.Ratio >= value)));
        await oracle.RowsAsync(null, q => q.Where(r => !(r.Ratio == value)));
        await oracle.RowsAsync(null, q => q.Where(r => r.Share == value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Share != value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Share < value));
        await oracle.RowsAsync(null, q => q.Where(r => !(r.Share <= value)));
        await oracle.RowsAsync(null, q => q.Where(r => !(r.Share > value)));
        await oracle.RowsAsync(null, q => q.Where(r => new[] { value, 1 }.Contains(r.Ratio)));
    }

    [Fact]
    public async Task Tests_for_NaN_and_null_of_floats()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsAsync(null, q => q.Where(r => double.IsNaN(r.Ratio)));
        await oracle.RowsAsync(null, q => q.Where(r => !double.IsNaN(r.Ratio)));
        await oracle.RowsAsync(null, q => q.Where(r => r.Share == null));
        await oracle.RowsAsync(null, q => q.Where(r => r.Share != null));
        await oracle.RowsAsync(null, q => q.Where(r => r.Share.HasValue && double.IsNaN(r.Share.Value)));
    }

    [Theory]
    [InlineData("e")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(null)]
    public async Task Comparisons_of_text_with_nulls(string? value)
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsAsync(null, q => q.Where(r => r.Name == value));
        await oracle.RowsAsync(null, q => q.Where(r => r.Name != value));
        await oracle.RowsAsync(null, q => q.Where(r => string.Equals(r.Name, value)));
        await oracle.RowsAsync(null, q => q.Where(r => string.CompareOrdinal(r.Name, value) < 0));
        await oracle.RowsAsync(null, q => q.Where(r => string.CompareOrdinal(r.Name, value) <= 0));
        await oracle.RowsAsync(null, q => q.Where(r => string.CompareOrdinal(r.Name, value) > 0));
        await oracle.RowsAsync(null, q => q.Where(r => !(string.CompareOrdinal(r.Name, value) >= 0)));
        await oracle.RowsAsync(null, q => q.Where(r => new[] { "e", value }.Contains(r.Name)));
        await oracle.RowsAsync(null, q => q.Where(r => !new[] { "e", value }.Contains(r.Name)));
        await oracle.RowsAsync(null, q => q.Where(r => r.Name != null && r.Name.StartsWith("e", StringComparison.Ordinal)));
        await oracle.RowsAsync(null, q => q.Where(r => string.IsNullOrEmpty(r.Name)));
    }

    [Fact]
    public async Task Comparisons_of_booleans_and_days_with_nulls()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());
        foreach (var value in new bool?[] { true, false, null })
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.IsOpen == value));
            await oracle.RowsAsync(null, q => q.Where(r => r.IsOpen != value));
        }
        await oracle.RowsAsync(null, q => q.Where(r => r.IsOpen ?? true));
        foreach (var value in new DateOnly?[] { Day, DateOnly.MaxValue, DateOnly.MinValue, null })
        {
            await oracle.RowsAsync(null, q => q.Where(r => r.Day == value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Day != value));
            await oracle.RowsAsync(null, q => q.Where(r => r.Day <= value));
            await oracle.RowsAsync(null, q => q.Where(r => !(r.Day > value)));
        }
    }

    [Fact]
    public async Task Or_over_an_index_keeps_files_for_either_branch()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsAsync(null, q => q.Where(r => r.Number == 6 || r.Ratio == 5));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number == 6 || r.Name == null));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number == 6 || r.File == 1));
        await oracle.RowsAsync(null, q => q.Where(r => (r.Number == 6 && r.Name == "f") || (r.Number == 7 && r.Name == "y")));
        await oracle.RowsAsync(null, q => q.Where(r => r.Number == 5 != (r.Name == "e")));
        await oracle.RowsAsync(null, q => q.Where(r => !(r.Number == 5 || r.Name == "f")));
    }

    [Fact]
    public async Task Aggregates_skip_nulls_and_know_NaN()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.ValueAsync(null, q => q.Sum(r => r.Number));
        await oracle.ValueAsync(null, q => q.Average(r => r.Number));
        await oracle.ValueAsync(null, q => q.Min(r => r.Number));
        await oracle.ValueAsync(null, q => q.Max(r => r.Number));
        await oracle.ValueAsync(null, q => q.Sum(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Min(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Max(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Max(r => r.Share));
        await oracle.ValueAsync(null, q => q.Min(r => r.Share));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 2).Average(r => r.Share));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 1).Max(r => r.Number));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 1).Sum(r => r.Number));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 1).Max(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 9).Max(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 9).Average(r => r.Ratio));
        await oracle.ValueAsync(null, q => q.Where(r => r.File == 9).Average(r => r.Number));
        await oracle.ValueAsync(null, q => q.Max(r => r.Name));
        await oracle.ValueAsync(null, q => q.Select(r => r.Name).Min(StringComparer.Ordinal));
        await oracle.ValueAsync(null, q => q.Max(r => r.Day));
        await oracle.ValueAsync(null, q => q.Min(r => r.Day));
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

        await oracle.RowsAsync(null, q => q.Where(r => shares.Contains(r.Share)));
        await oracle.RowsAsync(null, q => q.Where(r => !shares.Contains(r.Share)));
        await oracle.RowsAsync(null, q => q.Where(r => ratios.Contains(r.Ratio)));
        await oracle.RowsAsync(null, q => q.Where(r => parts.Contains(r.Part)));
    }
}
