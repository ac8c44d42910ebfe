using System.Collections.Immutable;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Skip and Take. A negative count is none, as in LINQ.</summary>
internal sealed class SliceOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Skip", "Take"];

    /// <inheritdoc/>
    public override string? Objection(MethodInfo overload) => overload.GetParameters()[1].ParameterType == typeof(Range)
        ? "Take of a range is not supported. Write Skip(start).Take(count)."
        : null;

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        var count = Math.Max(0, (int)call.Value(0)!);
        return call.Name == "Skip" ? new Slice(input, count, null) : new Slice(input, 0, count);
    }
}
