using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenRepairTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task What_Python_wrote_is_mended_without_its_indices_and_keeps_every_row(GoldenSubject subject)
    {
        await using var folder = new LocalStore(subject.Store);
        await using var store = await folder.InMemoryAsync();
        var golden = subject.Dataset;
        foreach (var key in (await store.KeysAsync(golden.Uuid + "/")).Where(k => k.EndsWith(DatasetKeys.IndexSuffix, StringComparison.Ordinal)))
        {
            await store.DeleteAsync(key);
        }

        var report = await Doctor.VerifyAsync(store, golden.Uuid, new VerifyOptions { Depth = VerifyDepth.Statistics, Repair = true });

        Assert.True(report.IsClean, report.ToString());
        var before = await Dataset.OpenAsync(folder, golden.Uuid, new DatasetOptions { Table = golden.Table });
        var after = await Dataset.OpenAsync(store, golden.Uuid, new DatasetOptions { Table = golden.Table });
        Assert.Equal(before.Schema.ToString(), after.Schema.ToString());
        Assert.Equal<string>(before.IndexColumns, after.IndexColumns);
        var (was, now) = (await BatchValues.RowsAsync(before.ReadBatchesAsync()), await BatchValues.RowsAsync(after.ReadBatchesAsync()));
        Assert.Equal(was.Count, now.Count);
        Assert.All(was.Zip(now), pair => Assert.Equal(pair.First, pair.Second));
    }
}
