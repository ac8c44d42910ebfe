using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Finds the datasets that a query starts at.</summary>
internal sealed class SourceFinder : ExpressionVisitor
{
    private readonly List<IDatasetSource> _sources = [];

    /// <summary>The datasets of a query.</summary>
    public static IReadOnlyList<IDatasetSource> Find(Expression query)
    {
        var finder = new SourceFinder();
        finder.Visit(query);
        return finder._sources;
    }

    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is IDatasetSource source)
        {
            _sources.Add(source);
        }
        return node;
    }
}
