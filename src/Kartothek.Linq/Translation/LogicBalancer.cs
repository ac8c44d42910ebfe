using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Makes balanced trees of long chains of <c>&amp;&amp;</c> and <c>||</c>, which programs build term by term, and refuses what is nested deeper than any stack allows.</summary>
/// <remarks><c>((a || b) || c) || d</c> → <c>(a || b) || (c || d)</c>: the same terms in the same order. It goes before all that walks through expressions.</remarks>
internal sealed class LogicBalancer : ExpressionVisitor
{
    /// <summary>How deep operators and their arguments may be nested.</summary>
    public const int MostLevels = 500;

    // Shorter chains keep their shape, which plans show.
    private const int ShortChain = 32;

    private int _levels;

    /// <summary>The same query with shallow logic.</summary>
    /// <exception cref="Columns.KartothekException">It is nested too deep.</exception>
    public static Expression Balance(Expression query) => new LogicBalancer().Visit(query)!;

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        if (_levels == MostLevels) throw QueryErrors.TooDeep(MostLevels);
        _levels++;
        var visited = base.Visit(node);
        _levels--;
        return visited;
    }

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (!IsLogic(node)) return base.VisitBinary(node);
        var terms = Terms(node);
        if (terms.Count <= ShortChain) return base.VisitBinary(node);
        for (var i = 0; i < terms.Count; i++) terms[i] = Visit(terms[i])!;
        return Join(node.NodeType, terms, 0, terms.Count);
    }

    private static bool IsLogic(BinaryExpression node) => node is { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse, Method: null } && node.Type == typeof(bool);

    /// <summary>The terms of a chain in their order; without recursion, since the chain may be long.</summary>
    private static List<Expression> Terms(BinaryExpression chain)
    {
        var terms = new List<Expression>();
        var left = new Stack<Expression>([chain]);
        while (left.TryPop(out var next))
        {
            if (next is BinaryExpression binary && binary.NodeType == chain.NodeType && IsLogic(binary))
            {
                left.Push(binary.Right);
                left.Push(binary.Left);
            }
            else
            {
                terms.Add(next);
            }
        }

        return terms;
    }

    private static Expression Join(ExpressionType type, List<Expression> terms, int start, int count)
    {
        if (count == 1) return terms[start];
        var half = count / 2;
        return Expression.MakeBinary(type, Join(type, terms, start, half), Join(type, terms, start + half, count - half));
    }
}
