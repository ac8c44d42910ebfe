using System.Linq.Expressions;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Parsing;

namespace Kartothek.Linq;

/// <summary>Turns an expression that refers to re-linq's query source into a lambda over a row of it.</summary>
internal sealed class SourceReplacer : RelinqExpressionVisitor
{
    private readonly MainFromClause _source;
    private readonly ParameterExpression _row;

    private SourceReplacer(MainFromClause source, ParameterExpression row)
    {
        _source = source;
        _row = row;
    }

    /// <summary>The lambda; its parameter has the name that the query gave to a row.</summary>
    public static LambdaExpression ToLambda(Expression body, MainFromClause source)
    {
        var name = source.ItemName.StartsWith('<') ? "x" : source.ItemName;
        var row = Expression.Parameter(source.ItemType, name);
        return Expression.Lambda(new SourceReplacer(source, row).Visit(body)!, row);
    }

    /// <inheritdoc/>
    protected override Expression VisitQuerySourceReference(QuerySourceReferenceExpression expression) =>
        expression.ReferencedQuerySource == _source ? _row : throw new InvalidOperationException("A clause refers to a source that isn't its own.");
}
