namespace Kartothek.Benchmarks;

/// <summary>A goal with what was measured.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Engine">The engine's times; null where there are none.</param>
/// <param name="Reference">The reference's times; null where there are none, or where the goal has no reference.</param>
/// <param name="Failure">Why there are none.</param>
internal sealed record GoalRow(Goal Goal, EngineTimes? Engine, EngineTimes? Reference, string? Failure)
{
    /// <summary>What the goal bounds.</summary>
    public double? Value => Engine is null ? null : Goal.Kind switch
    {
        GoalKind.Ratio => Engine.Median / Reference?.Median,
        GoalKind.Factor => Reference?.Median / Engine.Median,
        GoalKind.Milliseconds => Engine.Median,
        GoalKind.FirstAnswer => Engine.First,
        GoalKind.MegabytesMore => (Engine.PeakBytes - Engine.BaseBytes) / 1e6,
        GoalKind.SizeRatio => (double?)Engine.Written / Reference?.Written,
        GoalKind.Surplus => (Engine.Median / Reference?.Median) - 1,
        _ => Engine.PeakBytes / 1e6,
    };

    /// <summary>The same of the best repetitions.</summary>
    public double? Best => Engine is null ? null : Goal.Kind switch
    {
        GoalKind.Ratio => Engine.Best / Reference?.Best,
        GoalKind.Factor => Reference?.Best / Engine.Best,
        GoalKind.Milliseconds => Engine.Best,
        GoalKind.Surplus => (Engine.Best / Reference?.Best) - 1,
        _ => Value,
    };

    public bool IsMet => Goal.Kind == GoalKind.Factor ? Value >= Goal.Limit : Value <= Goal.Limit;

    /// <summary>Whether the goal is missed by so little that it is measured again.</summary>
    public bool IsClose => !IsMet && Value is { } value && (Goal.Kind == GoalKind.Factor ? value >= Goal.Limit / 1.05 : value <= Goal.Limit * 1.05);
}
