using System.Linq.Expressions;
using Remotion.Linq.Clauses;
using Remotion.Linq.Parsing.Structure.IntermediateModel;

namespace Kartothek.Linq;

/// <summary>re-linq's node for an operator that becomes an <see cref="OperatorCall"/>. re-linq makes it by reflection.</summary>
internal sealed class OperatorCallNode : ResultOperatorExpressionNodeBase
{
    private readonly OperatorCall _call;

    /// <summary>Takes the arguments behind the source, as many as there are.</summary>
    public OperatorCallNode(MethodCallExpressionParseInfo parseInfo, Expression? first, Expression? second, Expression? third, Expression? fourth)
        : base(parseInfo, null, null) =>
        _call = new(parseInfo.ParsedExpression.Method, [.. new[] { first, second, third, fourth }.OfType<Expression>()]);

    /// <inheritdoc/>
    public override Expression Resolve(ParameterExpression inputParameter, Expression expressionToBeResolved, ClauseGenerationContext clauseGenerationContext) =>
        throw CreateResolveNotSupportedException();

    /// <inheritdoc/>
    protected override ResultOperatorBase CreateResultOperator(ClauseGenerationContext clauseGenerationContext) => _call;
}
