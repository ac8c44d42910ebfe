using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Sum, Min, Max and Average, with and without a selector, Min and Max with a comparer.</summary>
internal sealed class AggregateOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Sum", "Min", "Max", "Average"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        if (call.Lambda is { } selector) input = new Project(input, selector);
        var comparer = call.Lambda is null ? call.LastValue(0) : null;
        return new AggregateResult(input, Enum.Parse<AggregateKind>(call.Name), call.Method.ReturnType, comparer);
    }
}
