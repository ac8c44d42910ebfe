using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Skip and Take. A negative count is none, as in LINQ; a range counts from the start.</summary>
internal sealed class SliceOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Skip", "Take"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        if (call.Value(0) is Range range) return Take(input, range);
        var count = Math.Max(0, (int)call.Value(0)!);
        return call.Name == "Skip" ? new Slice(input, count, null) : new Slice(input, 0, count);
    }

    private static Slice Take(SequencePlan input, Range range) => range switch
    {
        { Start: { IsFromEnd: false, Value: var start }, End: { IsFromEnd: false, Value: var end } } => new(input, start, Math.Max(0, end - start)),
        { Start: { IsFromEnd: false, Value: var start }, End.Value: 0 } => new(input, start, null),
        _ => throw QueryErrors.RangeFromEnd(range),
    };
}
