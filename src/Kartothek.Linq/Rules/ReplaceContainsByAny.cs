using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Contains(v) → Any(x => x == v), for types whose <c>==</c> is their default equality.</summary>
/// <remarks>Not for floating numbers: Contains finds NaN, and == doesn't.</remarks>
internal sealed class ReplaceContainsByAny : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node)
    {
        if (node is not ContainsResult contains || !ConstantSet.IsDefault(contains.Comparer) || !HasPlainEquality(contains.Input.ElementType)) return node;
        var row = Expression.Parameter(contains.Input.ElementType, "x");
        var equal = Expression.Equal(row, Expression.Constant(contains.Item, row.Type));
        return new AnyResult(new Filter(contains.Input, Expression.Lambda(equal, row)));
    }

    private static bool HasPlainEquality(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return NumericTypes.IsInteger(type) || type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(decimal) || type == typeof(Guid)
            || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(DateTime) || type == typeof(DateTimeOffset);
    }
}
