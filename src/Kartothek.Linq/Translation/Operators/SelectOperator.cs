using System.Collections.Immutable;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Select.</summary>
internal sealed class SelectOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Select"];

    /// <inheritdoc/>
    public override string? Objection(MethodInfo overload) => LambdaParameters(overload, 1) == 2
        ? "Select with the index of the row is not supported. Call AsEnumerable() or await ToListAsync() first, and select in memory."
        : null;

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new Project(input, call.Lambda!);
}
