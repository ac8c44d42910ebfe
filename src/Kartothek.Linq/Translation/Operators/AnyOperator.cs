using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Any, with and without a predicate.</summary>
internal sealed class AnyOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Any"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) =>
        new AnyResult(call.Lambda is { } predicate ? new Filter(input, predicate) : input);
}
