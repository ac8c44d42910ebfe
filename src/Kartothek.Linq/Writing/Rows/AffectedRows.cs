using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Which rows of which dataset a query means that deletes or updates.</summary>
/// <param name="Source">The dataset.</param>
/// <param name="Filter">The rows.</param>
/// <param name="Residuals">The conditions that are asked of records in memory, with the reason.</param>
internal sealed record AffectedRows(IDatasetSource Source, RowFilter Filter, ImmutableArray<string> Residuals)
{
    /// <summary>Opens the dataset where it isn't, and plans the query.</summary>
    /// <param name="query">A query of nothing but Where.</param>
    /// <param name="operation">The method that was called, for messages.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="KartothekException">The query isn't over a dataset, or something else than Where is in it.</exception>
    public static async ValueTask<AffectedRows> OfAsync(IQueryable query, string operation, CancellationToken cancellationToken)
    {
        if (query.Provider is not IDatasetQueryProvider provider)
        {
            throw RowWriteErrors.NotADataset(operation, query.Provider.GetType());
        }
        var source = await QueryPlanning.OpenAsync(query.Expression, cancellationToken).ConfigureAwait(false);
        var plan = QueryPlanning.Plan(query.Expression, provider.Options);
        var filters = new Stack<Filter>();
        var node = plan;
        for (; node is Filter filter; node = filter.Input)
        {
            filters.Push(filter);
        }
        if (node is not DatasetScan scan)
        {
            throw RowWriteErrors.NotOnlyWhere(operation, node.Line);
        }
        await CheckBytesAsync(scan, provider.Options, cancellationToken).ConfigureAwait(false);
        return new(
            source!,
            new RowFilter { Condition = scan.Conjuncts.IsEmpty ? null : Scalar.And(scan.Conjuncts), Residual = ResidualOf(scan, [.. filters]) },
            [.. filters.Select(f => $"{LambdaText.Print(f.Predicate)}: {f.Reason ?? "no rule carries it into the scan"}")]);
    }

    private static RowResidual? ResidualOf(DatasetScan scan, ImmutableArray<Filter> filters)
    {
        var required = ScanExecution.Required(scan);
        if (filters.IsEmpty && required.IsEmpty)
        {
            return null;
        }
        var row = Expression.Parameter(scan.ElementType, "row");
        var condition = filters
            .Select(f => ParameterReplacer.Replace(f.Predicate.Body, f.Predicate.Parameters[0], row))
            .Aggregate((Expression)Expression.Constant(true), Expression.AndAlso);
        var values = RecordValues<bool>.Of(scan.Source.Map, Expression.Lambda(condition, row), required, scan.Source.Name);
        return new RowResidual(values.Columns, () =>
        {
            var run = values.Start();
            return (block, holds) => run(block).AsSpan(0, block.Length).CopyTo(holds);
        });
    }

    private static async ValueTask CheckBytesAsync(DatasetScan scan, QueryOptions options, CancellationToken cancellationToken)
    {
        if (options.MaxBytes is not { } max)
        {
            return;
        }
        var dataset = ((IDatasetSource)scan.Source).Dataset;
        var request = new ScanRequest(dataset, dataset.Schema, scan.Conjuncts.IsEmpty ? null : Scalar.And(scan.Conjuncts)) { Layers = options.Layers };
        var plan = await ScanPlanner.PlanRowGroupsAsync(request, new RunFigures(), cancellationToken).ConfigureAwait(false);
        if (plan.BytesToRead > max)
        {
            throw QueryRunErrors.TooManyBytes(dataset.Uuid, plan.BytesToRead, max);
        }
    }
}
