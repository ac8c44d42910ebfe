using CsCheck;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

public sealed class RandomQueryTests
{
    [Fact]
    public async Task A_rule_changes_no_result()
    {
        var random = new Random(4711);
        var rows = Enumerable.Range(0, 60).Select(i => RandomRow.Of(random, i / 8, i)).ToList();
        var dataset = await new TestDataset<RandomRow>().PartitionOn("zone").IndexOn("number", "name").RowGroups(3).Files(rows, 8).OpenAsync();
        Gen.Int.Sample(seed => Check(dataset, rows, seed), iter: 100, threads: 1);
    }

    /// <summary>Row groups of a few pages are shared out among tasks, and read in pieces of a few bytes.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task How_large_row_groups_are_read_changes_no_result(bool hasPageIndex)
    {
        var random = new Random(4712);
        var rows = Enumerable.Range(0, 60).Select(i => RandomRow.Of(random, i / 30, i)).ToList();
        var data = new TestDataset<RandomRow>().PartitionOn("zone").RowGroups(20).Pages(2, hasIndex: hasPageIndex).Files(rows, 30).InPieces(64).ShareOut(4);
        var dataset = await data.OpenAsync();
        Gen.Int.Sample(
            seed =>
            {
                var expected = Outcome(rows.AsQueryable(), seed);
                var actual = Outcome(dataset.AsQueryable<RandomRow>().WithParallelism(1 + (int)((uint)seed % 3)), seed);
                Assert.True(expected == actual, $"Seed {seed}: expected\n{expected}\nbut was\n{actual}");
            },
            iter: 200,
            threads: 1);
    }

    private static void Check(Dataset dataset, List<RandomRow> rows, int seed)
    {
        var expected = Outcome(rows.AsQueryable(), seed);
        var source = dataset.AsQueryable<RandomRow>().WithParallelism(1);
        Hold("all rules", source);
        Hold("two tasks", source.WithParallelism(2));
        Hold("no pruning", source.With(o => o with { Layers = PruningLayers.None }));
        Hold("no rules", source.With(o => o with { RulesOff = [.. RuleList.All.Select(r => r.Name)] }));
        var one = RuleList.All[(int)((uint)seed % RuleList.All.Length)].Name;
        Hold($"without {one}", source.With(o => o with { RulesOff = [one] }));

        void Hold(string variant, IQueryable<RandomRow> query)
        {
            var actual = Outcome(query, seed);
            Assert.True(expected == actual, $"Seed {seed}, {variant}: expected\n{expected}\nbut was\n{actual}");
        }
    }

    private static string Outcome(IQueryable<RandomRow> source, int seed)
    {
        try
        {
            return RandomQueries.Of(new Random(seed))(source);
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }
}
