using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Cast, OfType and AsQueryable.</summary>
internal sealed class CastOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["Cast", "OfType", "AsQueryable"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        if (call.Name == "AsQueryable") return input;
        var (from, to) = (input.ElementType, call.Method.GetGenericArguments()[0]);
        var row = Expression.Parameter(from, "x");
        if (call.Name == "OfType" && !IsAlways(input, from, to))
            input = new Filter(input, Expression.Lambda(Expression.TypeIs(row, to), row));
        if (from == to) return input;

        // Cast unboxes, and knows no conversion between numbers: (To)(object)x.
        var body = to.IsAssignableFrom(from) ? Expression.Convert(row, to) : Expression.Convert(Expression.Convert(row, typeof(object)), to);
        return new Project(input, Expression.Lambda(body, row));
    }

    // A record is never null; what a projection makes of it may be, and OfType leaves nulls out.
    private static bool IsAlways(SequencePlan input, Type from, Type to) =>
        to.IsAssignableFrom(from) && ((from.IsValueType && Nullable.GetUnderlyingType(from) is null) || MakesRecords(input));

    private static bool MakesRecords(SequencePlan plan) => plan switch
    {
        DatasetScan => true,
        Project => false,
        _ => MakesRecords((SequencePlan)plan.Inputs[0]),
    };
}
