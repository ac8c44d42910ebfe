using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>A scan with the filters and projections right above it, which run in its tasks, block by block.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Stages">The filters and projections, in the order of a row's way.</param>
internal sealed record FusedScan(DatasetScan Scan, ImmutableArray<RowStage> Stages)
{
    /// <summary>Whether rows become something else than records.</summary>
    public bool IsProjected => Stages.Any(s => !s.IsFilter);

    /// <summary>Whether some rows of the scan may be left out.</summary>
    public bool IsFiltered => Stages.Any(s => s.IsFilter);

    /// <summary>Whether each row of the scan becomes one result, without calling anything that may be slow.</summary>
    public bool IsPlain => Stages.All(s => !s.IsFilter && !CallFinder.HasCalls(s.Lambda));

    /// <summary>Recognises a chain of filters and projections over a scan.</summary>
    public static bool TryFuse(SequencePlan plan, [NotNullWhen(true)] out FusedScan? fused)
    {
        var stages = ImmutableArray.CreateBuilder<RowStage>();
        while (true)
        {
            switch (plan)
            {
                case Filter filter:
                    stages.Add(new(filter.Predicate, IsFilter: true));
                    plan = filter.Input;
                    break;
                case Project project:
                    stages.Add(new(project.Selector, IsFilter: false));
                    plan = project.Input;
                    break;
                case DatasetScan scan:
                    stages.Reverse();
                    fused = new(scan, stages.ToImmutable());
                    return true;
                default:
                    fused = null;
                    return false;
            }
        }
    }

    /// <summary>The same rows as nothing but their number: a record that nobody asked for isn't built.</summary>
    public FusedScan WithoutRecords()
    {
        if (IsProjected)
        {
            return this;
        }
        var row = Expression.Parameter(Scan.ElementType, "row");
        return this with { Stages = Stages.Add(new(Expression.Lambda(Expression.Constant((byte)0), row), IsFilter: false)) };
    }

    private sealed class CallFinder : ExpressionVisitor
    {
        private bool _hasCalls;

        public static bool HasCalls(LambdaExpression lambda)
        {
            var finder = new CallFinder();
            finder.Visit(lambda.Body);
            return finder._hasCalls;
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            _hasCalls = true;
            return node;
        }

        protected override Expression VisitInvocation(InvocationExpression node)
        {
            _hasCalls = true;
            return node;
        }
    }
}
