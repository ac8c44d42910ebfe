using System.Collections.Immutable;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>MinBy and MaxBy, with and without a comparer.</summary>
internal sealed class ExtremeOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["MinBy", "MaxBy"];

    /// <inheritdoc/>
    public override string? Objection(MethodInfo overload)
    {
        // .NET has an obsolete overload whose comparer is of rows, not of keys.
        var comparer = overload.GetParameters() is [_, _, { ParameterType: var type }] ? type.GetGenericArguments()[0] : null;
        return comparer is null || comparer == overload.GetGenericArguments()[1]
            ? null
            : $"{overload.Name} with a comparer of rows is not supported. Pass a comparer of keys.";
    }

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new ExtremeResult(input, call.Lambda!, call.Name == "MaxBy", call.LastValue(1));
}
