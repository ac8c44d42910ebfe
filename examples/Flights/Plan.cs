using System.Linq.Expressions;
using Kartothek.Linq;

namespace Flights;

/// <summary>Prints what a query will read, and why it skips the rest, before it reads a row.</summary>
internal static class Plan
{
    /// <summary>The plan of a query that gives rows.</summary>
    public static async Task PrintAsync<T>(IQueryable<T> query) => Print(await query.ExplainAsync());

    /// <summary>The plan of a query that gives one value: <c>PrintAsync(flights, f => f.Count())</c>.</summary>
    public static async Task PrintAsync<T, TResult>(IQueryable<T> query, Expression<Func<IQueryable<T>, TResult>> value) => Print(await query.ExplainAsync(value));

    private static void Print(QueryExplanation plan)
    {
        foreach (var line in plan.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n'))
            Console.WriteLine($"  {line}");
    }
}
