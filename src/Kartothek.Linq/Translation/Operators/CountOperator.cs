using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Count and LongCount, with and without a predicate.</summary>
internal sealed class CountOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Count", "LongCount"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) =>
        new CountResult(call.Lambda is { } predicate ? new Filter(input, predicate) : input, call.Name == "LongCount");
}
