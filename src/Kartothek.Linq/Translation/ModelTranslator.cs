using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;

namespace Kartothek.Linq;

/// <summary>Turns re-linq's mutable model of a query into a plan.</summary>
/// <remarks>
/// re-linq opens a sub-query for each clause that follows a result operator, so a model is: its source, then its clauses, then its
/// result operators, each in the order in which they were written.
/// </remarks>
internal static class ModelTranslator
{
    /// <summary>The plan of a model.</summary>
    public static LogicalPlan Translate(QueryModel model)
    {
        LogicalPlan plan = Source(model.MainFromClause);
        foreach (var clause in model.BodyClauses)
        {
            if (clause is not WhereClause where) throw new InvalidOperationException($"re-linq made a '{clause.GetType().Name}', for which no operator is registered.");
            plan = new Filter((SequencePlan)plan, SourceReplacer.ToLambda(where.Predicate, model.MainFromClause));
        }

        foreach (var result in model.ResultOperators)
        {
            var call = (OperatorCall)result;
            plan = OperatorCatalog.Find(call.Name).Translate((SequencePlan)plan, call);
        }

        return plan;
    }

    private static SequencePlan Source(MainFromClause clause) => clause.FromExpression switch
    {
        ConstantExpression { Value: IScanSource source } => new DatasetScan(source),
        SubQueryExpression inner => (SequencePlan)Translate(inner.QueryModel),
        var other => throw QueryErrors.NoDataset(other),
    };
}
