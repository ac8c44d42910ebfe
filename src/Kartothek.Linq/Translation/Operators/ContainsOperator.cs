using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Contains, with and without a comparer.</summary>
internal sealed class ContainsOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Contains"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new ContainsResult(input, call.Value(0), call.LastValue(1));
}
