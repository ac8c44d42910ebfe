using System.Text.Json;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Repairs of statistics.</summary>
public sealed class StatisticsRepairTests
{
    private static readonly VerifyOptions Deepest = new() { Depth = VerifyDepth.Statistics };

    [Fact]
    public async Task Statistics_that_are_not_true_are_mended_in_new_files()
    {
        await using var folder = new LocalStore(GoldenCases.Get("kartothek-5.3-pyarrow-0.17", "types").Store);
        await using var store = await folder.InMemoryAsync();
        var old = await store.ObjectsAsync();

        var report = await Doctor.VerifyAsync(store, "types", Deepest with { Repair = true });

        Assert.True(report.IsClean, report.ToString());
        Assert.Contains(report.Findings, f => f is { Kind: FindingKind.StatisticsWrong, Column: "decimal", IsRepaired: true });
        Assert.Empty((await Doctor.VerifyAsync(store, "types", Deepest)).Findings);
        var now = await store.ObjectsAsync();
        Assert.All(old.Where(o => o.Key.EndsWith(".parquet", StringComparison.Ordinal)), o => Assert.Equal(o.Value, now[o.Key]));
        Assert.Equal(await RowsAsync(await Dataset.OpenAsync(folder, "types")), await RowsAsync(await Dataset.OpenAsync(store, "types")));
    }

    [Theory]
    [InlineData("kartothek-5.3-pyarrow-6.0")]
    [InlineData("plateau-4.6-pyarrow-26")]
    public async Task Statistics_that_are_missing_are_added_in_new_files(string library)
    {
        await using var folder = new LocalStore(GoldenCases.Get(library, "encodings").Store);
        await using var store = await folder.InMemoryAsync();

        var report = await Doctor.VerifyAsync(store, "no-statistics", Deepest with { Repair = true });

        Assert.True(report.IsClean, report.ToString());
        Assert.Contains(report.Findings, f => f.Kind == FindingKind.StatisticsMissing);
        Assert.Empty((await Doctor.VerifyAsync(store, "no-statistics", Deepest)).Findings);
        Assert.Equal(await RowsAsync(await Dataset.OpenAsync(folder, "no-statistics")), await RowsAsync(await Dataset.OpenAsync(store, "no-statistics")));
    }

    private static async Task<IEnumerable<string>> RowsAsync(Dataset dataset) =>
        (await BatchValues.RowsAsync(dataset.ReadBatchesAsync())).Select(row => JsonSerializer.Serialize(row.Select(v => v is byte[] or string or null ? v : v is IEnumerable<object?> items ? string.Join(",", items) : v.ToString())));
}
