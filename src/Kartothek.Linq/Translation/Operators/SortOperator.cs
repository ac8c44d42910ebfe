using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>OrderBy, ThenBy and Order, both ways, with and without a comparer.</summary>
internal sealed class SortOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names =>
        ["OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        var isDescending = call.Name.EndsWith("Descending", StringComparison.Ordinal);
        var key = new SortKey(call.Lambda ?? Itself(input.ElementType), isDescending, call.LastValue(call.Lambda is null ? 0 : 1));
        if (!call.Name.StartsWith("ThenBy", StringComparison.Ordinal)) return new Sort(input, [key]);
        return input is Sort sort ? new Sort(sort.Input, [.. sort.Keys, key]) : throw QueryErrors.ThenByWithoutOrder(call.Name);
    }

    private static LambdaExpression Itself(Type type)
    {
        var row = Expression.Parameter(type, "x");
        return Expression.Lambda(row, row);
    }
}
