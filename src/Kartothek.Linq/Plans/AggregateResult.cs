using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Sum, Min, Max or Average of the rows themselves (a selector is a <see cref="Project"/> below), with the results and errors of <see cref="Enumerable"/>.</summary>
/// <param name="input">The values.</param>
/// <param name="kind">Not <see cref="AggregateKind.Count"/>.</param>
/// <param name="resultType">The type that <see cref="Enumerable"/>'s overload for the element type returns.</param>
/// <param name="comparer">An <see cref="IComparer{T}"/> for Min and Max, or null.</param>
internal sealed class AggregateResult(SequencePlan input, AggregateKind kind, Type resultType, object? comparer = null)
    : ResultPlan(input, resultType)
{
    /// <summary>The aggregate.</summary>
    public AggregateKind Kind { get; } = kind;

    /// <summary>The order of Min and Max, or null: the default, which compares strings by the current culture.</summary>
    public object? Comparer { get; } = comparer;

    /// <inheritdoc/>
    public override string Line => $"{Kind}{ComparerText.Print(Comparer)}";

    /// <inheritdoc/>
    public override (string Label, string Text)? Note =>
        Kind is AggregateKind.Min or AggregateKind.Max && Comparer is null && Input.ElementType == typeof(string)
            ? ("in memory", "text is ordered by culture: with StringComparer.Ordinal it runs inside the scan")
            : null;

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new AggregateResult(input, Kind, ResultType, Comparer);
}
