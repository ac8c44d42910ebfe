using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Reverse.</summary>
internal sealed class ReverseOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Reverse"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new Reverse(input);
}
