using System.Collections.Immutable;
using System.Reflection;

namespace Kartothek.Linq;

/// <summary>Where. re-linq's own node takes it; only its overloads are judged here.</summary>
internal sealed class WhereOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Where"];

    /// <inheritdoc/>
    public override string? Objection(MethodInfo overload) => LambdaParameters(overload, 1) == 2
        ? "Where with the index of the row is not supported. Call AsEnumerable() or await ToListAsync() first, and filter by the index in memory."
        : null;

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call) => new Filter(input, call.Lambda!);
}
