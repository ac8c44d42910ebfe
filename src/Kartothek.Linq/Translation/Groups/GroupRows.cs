using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The rows of a group on their way into an aggregate, as lambdas over records.</summary>
/// <param name="Value">What has become of a record.</param>
/// <param name="Predicate">Which records count, or null: all.</param>
/// <param name="IsDistinct">Whether equal values count once.</param>
internal sealed record GroupRows(LambdaExpression Value, LambdaExpression? Predicate, bool IsDistinct)
{
    /// <summary>What is made of each value.</summary>
    public GroupRows Select(LambdaExpression selector) => this with { Value = LambdaComposition.Compose(selector, Value) };

    /// <summary>The values for which a condition holds.</summary>
    public GroupRows Where(LambdaExpression predicate)
    {
        var next = LambdaComposition.Compose(predicate, Value);
        if (Predicate is null) return this with { Predicate = next };
        var both = Expression.AndAlso(Predicate.Body, ParameterReplacer.Replace(next.Body, next.Parameters[0], Predicate.Parameters[0]));
        return this with { Predicate = Expression.Lambda(both, Predicate.Parameters) };
    }
}
