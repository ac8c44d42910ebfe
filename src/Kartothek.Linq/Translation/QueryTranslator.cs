using System.Linq.Expressions;
using Remotion.Linq.Parsing.Structure;
using Remotion.Linq.Parsing.Structure.ExpressionTreeProcessors;

namespace Kartothek.Linq;

/// <summary>Turns a query's expression into a logical plan: preprocessor, re-linq's parser, then at once nodes of our own.</summary>
/// <remarks>Captured variables and the collections among them are read once, here.</remarks>
internal static class QueryTranslator
{
    /// <summary>The plan of a query, before any rule. Does no I/O.</summary>
    /// <exception cref="Kartothek.Columns.KartothekException">An operator or overload isn't supported; the message says what to write instead.</exception>
    public static LogicalPlan Translate(Expression query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var prepared = Preprocessor.Process(query);
        OperatorCatalog.CheckChain(prepared);

        // A parser numbers the sources that it finds, so it serves one query.
        var parser = new QueryParser(new ExpressionTreeParser(OperatorCatalog.NodeTypes, new NullExpressionTreeProcessor()));
        return ModelTranslator.Translate(parser.GetParsedQuery(prepared));
    }
}
