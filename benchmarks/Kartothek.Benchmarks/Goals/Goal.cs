namespace Kartothek.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="Name">Its name, for <c>--only</c>.</param>
/// <param name="Text">What is measured.</param>
/// <param name="Kind">What is bounded.</param>
/// <param name="Limit">The bound; <see cref="None"/> for a figure that is reported beside others.</param>
/// <param name="Engine">Who is measured.</param>
/// <param name="Reference">What it is compared with; the engine itself where it isn't.</param>
internal sealed record Goal(string Name, string Text, GoalKind Kind, double Limit, EngineSpec Engine, EngineSpec Reference)
{
    public const double None = double.PositiveInfinity;

    public bool IsGoal => Limit < None;
}
