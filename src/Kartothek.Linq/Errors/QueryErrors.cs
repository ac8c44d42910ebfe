using System.Collections.Frozen;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>What is wrong with a query, and what to write instead.</summary>
internal static class QueryErrors
{
    private const string InMemory = "Call AsEnumerable() or await ToListAsync() first, and {0} in memory.";

    private static readonly FrozenDictionary<string, string> Remedies = new Dictionary<string, string>
    {
        ["Join"] = string.Format(null, InMemory, "join"),
        ["GroupJoin"] = string.Format(null, InMemory, "join"),
        ["LeftJoin"] = string.Format(null, InMemory, "join"),
        ["RightJoin"] = string.Format(null, InMemory, "join"),
        ["SelectMany"] = string.Format(null, InMemory, "flatten"),
        ["DistinctBy"] = "Write Select(key).Distinct() where the key suffices, or call AsEnumerable() first.",
        ["TakeLast"] = "Write Reverse().Take(count).Reverse(), or call AsEnumerable() first.",
        ["SkipLast"] = "Write Reverse().Skip(count).Reverse(), or call AsEnumerable() first.",
        ["TakeWhile"] = "Write Where where the order of the rows makes no difference, or call AsEnumerable() first.",
        ["SkipWhile"] = "Write Where where the order of the rows makes no difference, or call AsEnumerable() first.",
        ["Aggregate"] = "Write Sum, Min, Max, Count or Average, or call AsEnumerable() and aggregate in memory.",
        ["Concat"] = "Write one Where with '||' where both come from the same dataset, or call AsEnumerable() on each and put them together in memory.",
        ["Union"] = "Write one Where with '||' and Distinct where both come from the same dataset, or call AsEnumerable() on each and put them together in memory.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An operator without a translator.</summary>
    public static KartothekException UnsupportedOperator(string name) => Unsupported(
        $"{name} is not supported yet. {Remedies.GetValueOrDefault(name, "Call AsEnumerable() or await ToListAsync() first, and go on in memory.")}");

    /// <summary>An overload that a translator objects to.</summary>
    public static KartothekException Unsupported(string message) => new(ErrorKind.NotSupported, message);

    /// <summary>A range that counts from the end of the rows.</summary>
    public static KartothekException RangeFromEnd(Range range) => Unsupported(
        $"Take({range}) counts from the end, which is not supported. Sort the other way round, and write Take(count) or Take(start..end).");

    /// <summary>A query inside a lambda.</summary>
    public static KartothekException NestedQuery(MethodCallExpression call) => new(
        ErrorKind.NotSupported,
        $"'{call.Method.Name}' over an IQueryable inside a lambda is not supported: '{LambdaText.Print(call)}'. Run the inner query first, and use its list.");

    /// <summary>An expression that no stack is deep enough for.</summary>
    public static KartothekException TooDeep(int levels) => new(
        ErrorKind.NotSupported,
        $"The query nests operators and their arguments more than {levels:N0} levels deep. Test a column against many values by Contains on a list, and compute what doesn't depend on the row into a variable first.");

    /// <summary>A query whose source isn't a dataset.</summary>
    public static KartothekException NoDataset(Expression source) => new(
        ErrorKind.Invalid,
        $"The query doesn't start at a dataset but at '{LambdaText.Print(source)}'. Start it with Dataset.AsQueryable<T>().");

    /// <summary>An argument that depends on a row, or whose evaluation throws.</summary>
    public static KartothekException NoValue(string name, Expression argument) => new(
        ErrorKind.Invalid,
        $"The argument '{LambdaText.Print(argument)}' of {name} can't be evaluated before the query runs. Evaluate it into a variable first.");

    /// <summary>ThenBy over something else than a sorted sequence.</summary>
    public static KartothekException ThenByWithoutOrder(string name) => new(
        ErrorKind.Invalid,
        $"{name} must follow OrderBy, OrderByDescending, Order or another ThenBy at once. Write OrderBy, or move {name} there.");

    /// <summary>Conditions that no scan evaluates, in a query that forbids them.</summary>
    public static KartothekException Residual(IReadOnlyList<Filter> filters) => new(
        ErrorKind.NotSupported,
        $"The query is strict, but {(filters.Count == 1 ? "a condition is" : $"{filters.Count} conditions are")} left to memory: "
        + string.Join("; ", filters.Select(f => $"'{LambdaText.Print(f.Predicate)}' because {f.Reason ?? "no rule carries it into the scan"}"))
        + $". Write {(filters.Count == 1 ? "it so that the scan evaluates it" : "them so that the scan evaluates them")}, or leave out Strict().");
}
