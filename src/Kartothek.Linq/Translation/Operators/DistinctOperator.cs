using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Distinct, with and without a comparer.</summary>
internal sealed class DistinctOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Distinct"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new Distinct(input, call.LastValue(0));
}
