namespace Kartothek.Linq;

/// <summary>The conditions of a plan that no scan evaluates.</summary>
internal static class ResidualConditions
{
    /// <summary>The filters that are left, in the order of evaluation.</summary>
    public static IReadOnlyList<Filter> Of(LogicalPlan plan)
    {
        var filters = new List<Filter>();
        Collect(plan, filters);
        return filters;
    }

    /// <summary>Refuses a plan with such conditions, naming each of them.</summary>
    /// <exception cref="Columns.KartothekException">There is one (<see cref="Columns.ErrorKind.NotSupported"/>).</exception>
    public static void Forbid(LogicalPlan plan)
    {
        if (Of(plan) is { Count: > 0 } filters) throw QueryErrors.Residual(filters);
    }

    private static void Collect(LogicalPlan plan, List<Filter> filters)
    {
        foreach (var input in plan.Inputs) Collect(input, filters);
        if (plan is Filter filter && !IsOverGroups(filter)) filters.Add(filter);
    }

    // A condition on groups looks at what no file holds.
    private static bool IsOverGroups(LogicalPlan plan) => plan is Group or ScanGroups || plan.Inputs.Any(IsOverGroups);
}
