using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>First, Single and Last, with and without a predicate, with OrDefault and a default of one's own.</summary>
internal sealed class ElementOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        var kind = call.Name[0] switch { 'F' => ElementKind.First, 'S' => ElementKind.Single, _ => ElementKind.Last };
        if (call.Lambda is { } predicate) input = new Filter(input, predicate);
        var isOrDefault = call.Name.EndsWith("OrDefault", StringComparison.Ordinal);
        return new ElementResult(input, kind, isOrDefault, call.LastValue(call.Lambda is null ? 0 : 1));
    }
}
