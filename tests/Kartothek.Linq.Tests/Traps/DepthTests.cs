using System.Linq.Expressions;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>Queries of very many terms, on a thread with the smallest stack in use.</summary>
public sealed class DepthTests
{
    private sealed record Row(int Id, string? Name);

    private static readonly ParameterExpression X = Expression.Parameter(typeof(Row), "x");

    private static TestDataset<Row> Data() => new TestDataset<Row>().RowGroups(20).Files(Enumerable.Range(0, 100).Select(i => new Row(i, $"n{i}")), 50);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chains_of_conditions_may_have_any_length(bool growsToTheLeft)
    {
        var any = Chain(Enumerable.Range(0, 20_000).Select(i => Id(i * 2)), Expression.OrElse, growsToTheLeft);
        var all = Chain(Enumerable.Range(90, 20_000).Select(i => Expression.Not(Id(i))), Expression.AndAlso, growsToTheLeft);
        var dataset = await Data().OpenAsync();

        Assert.Equal(50, OnSmallStack(() => dataset.AsQueryable<Row>().Count(any)));
        Assert.Equal(90, OnSmallStack(() => dataset.AsQueryable<Row>().Count(all)));
        Assert.Equal(10, OnSmallStack(() => dataset.AsQueryable<Row>().Count(Expression.Lambda<Func<Row, bool>>(Expression.Not(all.Body), X))));
        Assert.Contains("predicate", OnSmallStack(() => dataset.AsQueryable<Row>().Where(any).Explain().ToString()));
    }

    [Fact]
    public async Task A_condition_beside_a_long_one_is_still_pushed()
    {
        var any = Chain(Enumerable.Range(0, 500).Select(i => Id(i * 2)), Expression.OrElse, growsToTheLeft: true);
        var dataset = await Data().OpenAsync();
        var query = dataset.AsQueryable<Row>().Where(r => r.Name!.GetHashCode(StringComparison.Ordinal) != 7).Where(any);

        Assert.Equal(50, query.Count());
        Assert.Single(query.Explain().Residual);
    }

    [Fact]
    public async Task What_is_nested_deeper_than_a_stack_is_refused()
    {
        var dataset = await Data().OpenAsync();
        foreach (var levels in new[] { 450, 100_000 })
        {
            Expression sum = Expression.Property(X, "Id");
            Expression mixed = Id(0);
            for (var i = 1; i < levels; i++)
            {
                sum = Expression.Add(sum, Expression.Constant(1));
                mixed = i % 2 == 0 ? Expression.AndAlso(mixed, Expression.Not(Id(-i))) : Expression.OrElse(mixed, Id(i));
            }
            var above = Expression.Lambda<Func<Row, bool>>(Expression.GreaterThan(sum, Expression.Constant(levels + 90)), X);
            var either = Expression.Lambda<Func<Row, bool>>(mixed, X);
            if (levels < 500)
            {
                Assert.Equal(8, OnSmallStack(() => dataset.AsQueryable<Row>().Count(above)));
                Assert.Equal(dataset.AsQueryable<Row>().AsEnumerable().Count(either.Compile()), OnSmallStack(() => dataset.AsQueryable<Row>().Count(either)));
            }
            else
            {
                Assert.Contains("500 levels", Assert.Throws<KartothekException>(() => OnSmallStack(() => dataset.AsQueryable<Row>().Count(above))).Message);
                Assert.Throws<KartothekException>(() => OnSmallStack(() => dataset.AsQueryable<Row>().Count(either)));
            }
        }
    }

    [Fact]
    public async Task Operators_may_be_chained_hundreds_of_times()
    {
        var dataset = await Data().OpenAsync();
        var filters = dataset.AsQueryable<Row>();
        var projections = dataset.AsQueryable<Row>().Select(r => r.Id);
        for (var i = 0; i < 400; i++)
        {
            filters = filters.Where(r => r.Id != -5);
            projections = projections.Select(id => id + 1);
        }

        Assert.Equal(100, OnSmallStack(() => filters.Count()));
        Assert.Equal(44_950, OnSmallStack(() => projections.Sum()));
    }

    private static BinaryExpression Id(int id) => Expression.Equal(Expression.Property(X, "Id"), Expression.Constant(id));

    private static Expression<Func<Row, bool>> Chain(IEnumerable<Expression> terms, Func<Expression, Expression, Expression> join, bool growsToTheLeft) =>
        Expression.Lambda<Func<Row, bool>>(growsToTheLeft ? terms.Aggregate(join) : terms.Reverse().Aggregate((right, left) => join(left, right)), X);

    private static T OnSmallStack<T>(Func<T> run)
    {
        // The task keeps the result, or the exception.
        var task = new Task<T>(run);
        var thread = new Thread(() => task.RunSynchronously(), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        return task.GetAwaiter().GetResult();
    }
}
