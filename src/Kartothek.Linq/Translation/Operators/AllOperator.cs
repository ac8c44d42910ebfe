using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>All.</summary>
internal sealed class AllOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["All"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new AllResult(input, call.Lambda!);
}
