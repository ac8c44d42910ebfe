using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using Remotion.Linq.Parsing.Structure;
using Remotion.Linq.Parsing.Structure.IntermediateModel;

namespace Kartothek.Linq;

/// <summary>The operators that queries may use.</summary>
internal static class OperatorCatalog
{
    private static readonly FrozenDictionary<string, OperatorTranslator> ByName = new OperatorTranslator[]
    {
        new WhereOperator(), new SelectOperator(), new SortOperator(), new SliceOperator(), new DistinctOperator(), new ReverseOperator(),
        new CastOperator(), new AnyOperator(), new AllOperator(), new CountOperator(), new ContainsOperator(), new ElementOperator(),
        new ElementAtOperator(), new AggregateOperator(), new ExtremeOperator(), new GroupByOperator(),
    }.SelectMany(o => o.Names.Select(n => KeyValuePair.Create(n, o))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Tells re-linq which methods are operators. Only those of <see cref="Queryable"/>: what <see cref="Enumerable"/> does inside a
    /// lambda must stay an expression that can be compiled.
    /// </summary>
    public static INodeTypeProvider NodeTypes { get; } = new Provider();

    /// <summary>The translator of an operator.</summary>
    public static OperatorTranslator Find(string name) => ByName[name];

    /// <summary>Refuses a query that uses what isn't supported, before re-linq sees it, so that the message is ours.</summary>
    /// <exception cref="Kartothek.Columns.KartothekException">An operator or overload isn't supported, or a lambda holds a query.</exception>
    public static void CheckChain(Expression query)
    {
        while (query is MethodCallExpression call && call.Method.DeclaringType == typeof(Queryable))
        {
            if (!ByName.TryGetValue(call.Method.Name, out var translator)) throw QueryErrors.UnsupportedOperator(call.Method.Name);
            var overload = call.Method.IsGenericMethod ? call.Method.GetGenericMethodDefinition() : call.Method;
            if (translator.Objection(overload) is { } objection) throw QueryErrors.Unsupported(objection);
            foreach (var argument in call.Arguments.Skip(1)) NestedQueryFinder.Check(argument);
            query = call.Arguments[0];
        }

        if (query is not ConstantExpression { Value: IScanSource }) throw QueryErrors.NoDataset(query);
    }

    private sealed class Provider : INodeTypeProvider
    {
        public bool IsRegistered(MethodInfo method) => method.DeclaringType == typeof(Queryable) && ByName.ContainsKey(method.Name);

        public Type GetNodeType(MethodInfo method) => method.Name == "Where" ? typeof(WhereExpressionNode) : typeof(OperatorCallNode);
    }
}
