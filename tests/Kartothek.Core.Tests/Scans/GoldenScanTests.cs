using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Scans of what Python wrote give the recorded rows, whatever is pruned; and as much is pruned as Python prunes.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenScanTests
{
    private static readonly PruningLayers[] Switches =
    [
        PruningLayers.All,
        PruningLayers.None,
        PruningLayers.All & ~PruningLayers.Statistics,
        PruningLayers.Schema | PruningLayers.Statistics,
    ];

    public static TheoryData<GoldenSubject> Queried => GoldenCases.Queried();

    public static TheoryData<GoldenSubject> WithFiles => GoldenCases.Where(d => d.Queries.Any(q => q.Files is not null));

    [Theory]
    [MemberData(nameof(Queried))]
    public async Task Every_query_gives_the_rows_of_the_oracle_whichever_layers_prune(GoldenSubject subject)
    {
        var golden = subject.Dataset;
        var dataset = await GoldenScans.OpenAsync(subject);
        var oracle = new GoldenOracle(golden);
        var ids = golden.RowIds!.Value;
        var wrong = new List<string>();

        foreach (var query in golden.Queries)
        {
            var expected = oracle.Positions(query).Select(p => ids[p]).ToList();
            foreach (var layers in Switches)
            {
                var batches = dataset.ReadBatchesAsync([golden.RowId!], GoldenScalars.Predicate(golden, query), new() { Layers = layers });
                var actual = (await BatchValues.RowsAsync(batches)).Select(r => Convert.ToInt64(r[0]));
                if (!expected.SequenceEqual(actual))
                {
                    wrong.Add($"{query}, {layers}: {RowIdRanges.Format(actual)} instead of {RowIdRanges.Format(expected)}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(WithFiles))]
    public async Task Files_kept_hold_the_answer_and_are_no_more_than_Pythons(GoldenSubject subject)
    {
        var golden = subject.Dataset;
        var dataset = await GoldenScans.OpenAsync(subject);
        var oracle = new GoldenOracle(golden);
        var wrong = new List<string>();

        foreach (var query in golden.Queries.Where(q => q.Files is not null))
        {
            var needed = oracle.Positions(query).Select(golden.FileOf).ToHashSet();
            var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, IdColumn(dataset, golden), GoldenScalars.Predicate(golden, query)));
            var kept = plan.Files.Where(f => f.IsKept).Select(f => f.Partition.Key).ToHashSet();
            if (!kept.IsSupersetOf(needed))
            {
                wrong.Add($"{query}: lacks {string.Join(", ", needed.Except(kept))}");
            }
            // Where Python loses rows with nulls it reads fewer files; those hold rows of the answer.
            var unneeded = kept.Except(query.Files!.Value).Except(needed).ToList();
            if (unneeded.Count > 0)
            {
                wrong.Add($"{query}: keeps {string.Join(", ", unneeded)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Queried))]
    public async Task Evidence_is_against_files_without_rows_of_the_answer(GoldenSubject subject)
    {
        var golden = subject.Dataset;
        var dataset = await GoldenScans.OpenAsync(subject);
        var ids = golden.RowIds!.Value;

        foreach (var query in golden.Queries)
        {
            var predicate = GoldenScalars.Predicate(golden, query);
            var plan = await ScanPlanner.PlanRowGroupsAsync(new ScanRequest(dataset, IdColumn(dataset, golden), predicate));

            // Each step takes up where the one before it stopped, and ends in what the plan keeps.
            Assert.Equal(plan.Files.Length, plan.FileSteps.Aggregate(plan.FileCount, (left, step) => { Assert.Equal(left, step.Before); return step.After; }));
            Assert.Equal(plan.RowGroupsToRead, plan.RowGroupSteps.Aggregate(plan.RowGroupCount, (left, step) => { Assert.Equal(left, step.Before); return step.After; }));
            Assert.Equal(plan.FileCount - plan.Files.Length, plan.SkippedFiles.Count());
        }
    }

    private static Schema IdColumn(Dataset dataset, GoldenDataset golden) => new([dataset.Schema[golden.RowId!]]);
}
