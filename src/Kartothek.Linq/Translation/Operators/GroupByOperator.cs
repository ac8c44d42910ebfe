using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>GroupBy, with and without what is taken of rows, what is made of groups, and a comparer.</summary>
internal sealed class GroupByOperator : OperatorTranslator
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Names => ["GroupBy"];

    /// <inheritdoc/>
    public override LogicalPlan Translate(SequencePlan input, OperatorCall call)
    {
        var lambdas = call.Arguments.OfType<LambdaExpression>().ToList();
        var result = lambdas.Find(l => l.Parameters.Count == 2);
        var element = lambdas.Skip(1).FirstOrDefault(l => l.Parameters.Count == 1);
        var group = new Group(input, lambdas[0], element, call.LastValue(lambdas.Count));
        if (result is null) return group;
        // (key, rows) => … is g => … with g.Key and g for them.
        var (key, rows) = (result.Parameters[0], result.Parameters[1]);
        var whole = Expression.Parameter(group.ElementType, rows.Name);
        var body = ParameterReplacer.Replace(result.Body, key, Expression.Property(whole, nameof(IGrouping<,>.Key)));
        return new Project(group, Expression.Lambda(ParameterReplacer.Replace(body, rows, Expression.Convert(whole, rows.Type)), whole));
    }
}
