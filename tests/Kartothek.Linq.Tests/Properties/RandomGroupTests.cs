using CsCheck;
using Kartothek.Core;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

public sealed class RandomGroupTests
{
    [Fact]
    public async Task Groups_are_those_of_memory()
    {
        var random = new Random(1704);
        var rows = Enumerable.Range(0, 60).Select(i => RandomRow.Of(random, i / 8, i)).ToList();
        var dataset = await new TestDataset<RandomRow>().PartitionOn("zone").IndexOn("number", "name").RowGroups(3).Files(rows, 8).OpenAsync();
        Gen.Int.Sample(seed => Check(dataset, rows, seed), iter: 150, threads: 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Groups_of_large_row_groups_are_those_of_memory(bool hasPageIndex)
    {
        var random = new Random(1705);
        var rows = Enumerable.Range(0, 60).Select(i => RandomRow.Of(random, i / 30, i)).ToList();
        var data = new TestDataset<RandomRow>().PartitionOn("zone").RowGroups(20).Pages(2, hasIndex: hasPageIndex).Files(rows, 30).InPieces(64).ShareOut(4);
        var dataset = await data.OpenAsync();
        Gen.Int.Sample(seed => Check(dataset, rows, seed), iter: 60, threads: 1);
    }

    private static void Check(Dataset dataset, List<RandomRow> rows, int seed)
    {
        var expected = Outcome(rows.AsQueryable(), seed);
        var source = dataset.AsQueryable<RandomRow>();
        Hold("one task", source.WithParallelism(1));
        Hold("two tasks", source.WithParallelism(2));
        Hold("in memory", source.With(o => o with { RulesOff = [nameof(AggregateGroupsInScan)] }));

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
            return RandomGroups.Of(new Random(seed))(source);
        }
        catch (Exception exception) when (exception is InvalidOperationException or DivideByZeroException)
        {
            return exception.Message;
        }
    }
}
