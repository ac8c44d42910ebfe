using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>ElementAt, from the start or the end, and with OrDefault.</summary>
internal sealed class ElementAtOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["ElementAt", "ElementAtOrDefault"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        var isOrDefault = call.Name == "ElementAtOrDefault";
        return call.Value(0) switch
        {
            Index index => new ElementResult(input, ElementKind.ElementAt, isOrDefault, null, index),
            int index and >= 0 => new ElementResult(input, ElementKind.ElementAt, isOrDefault, null, index),

            // LINQ finds no element there; an index of its own type can't say so, an empty sequence can.
            _ => new ElementResult(new Slice(input, 0, 0), ElementKind.ElementAt, isOrDefault),
        };
    }
}
