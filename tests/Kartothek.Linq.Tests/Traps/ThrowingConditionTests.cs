using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>A condition that throws for a row is nobody's business who has stopped before that row.</summary>
public sealed class ThrowingConditionTests
{
    private sealed record Row(int Id, int Divisor);

    private static TestDataset<Row> Data() => new TestDataset<Row>()
        .File(new(1, 20), new(2, 5), new(3, 4), new(4, 0), new(5, 3), new(6, 0))
        .File(new(7, 0), new(8, 2));

    [Fact]
    public async Task Who_takes_the_first_match_never_sees_the_exception_of_a_later_row()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.ValuesAsync(
            """
            First < 10 / checked int32(divisor) > 1; limit 1                             reads and checks 0 1
            Any < 10 / checked int32(divisor) > 1; limit 1                               reads and checks 0 1
            Not any < not (10 / checked int32(divisor) > 1); not null divisor; limit 1   reads and checks 0 1
            Aggregate count() < 10 / checked int32(divisor) > 1                          reads and checks 0 1
            First < 10 / checked int32(divisor) > 100; limit 1                           reads and checks 0 1
            """,
            q => q.First(r => 10 / r.Divisor > 1),
            q => q.Any(r => 10 / r.Divisor > 1),
            q => q.All(r => 10 / r.Divisor > 1),
            q => q.Count(r => 10 / r.Divisor > 1),
            q => q.First(r => 10 / r.Divisor > 100));
    }

    [Fact]
    public async Task Take_ends_before_the_row_that_throws()
    {
        var oracle = await QueryOracle<Row>.OpenAsync(Data());

        await oracle.RowsOfEachAsync(
            """
            Slice first 2 < 10 / checked int32(divisor) > 1; limit 2   reads and checks 0 1
            Slice first 3 < 10 / checked int32(divisor) > 1; limit 3   reads and checks 0 1
            """,
            q => q.Where(r => 10 / r.Divisor > 1).Take(2),
            q => q.Where(r => 10 / r.Divisor > 1).Take(3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_before_the_one_that_throws_are_handed_out_first(int tasks)
    {
        var dataset = await Data().OpenAsync();
        var seen = new List<int>();

        Assert.Throws<DivideByZeroException>(() =>
        {
            foreach (var row in dataset.AsQueryable<Row>().WithParallelism(tasks).Where(r => 10 / r.Divisor > 1 && 12 / (r.Id - 3) != 0))
                seen.Add(row.Id);
        });

        // Row 3 throws in the second condition, before row 4 would in the first.
        Assert.Equal([2], seen);
    }
}
