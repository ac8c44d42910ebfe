using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A scan reads only the columns that the nodes above it use of a record, until one makes something else of it or only counts.</summary>
internal sealed class NarrowColumns : PlanRule
{
    /// <inheritdoc/>
    public override LogicalPlan Apply(LogicalPlan plan) => Narrow(plan, new HashSet<string>(), needsRecord: plan is SequencePlan);

    private static LogicalPlan Narrow(LogicalPlan plan, HashSet<string> columns, bool needsRecord)
    {
        switch (plan)
        {
            case DatasetScan scan:
                return needsRecord ? scan : scan.WithColumns(InOrder(scan.Source.Map, columns));
            case Project project:
                var used = new HashSet<string>();
                return WithInput(project, used, !Reads(project, project.Selector, used));
            case Filter filter:
                return WithInput(filter, columns, needsRecord | !Reads(filter, filter.Predicate, columns));
            case Sort sort:
                foreach (var key in sort.Keys) needsRecord |= !Reads(sort, key.Selector, columns);
                return WithInput(sort, columns, needsRecord);
            case Slice or Reverse:
                return WithInput(plan, columns, needsRecord);
            case CountResult or AnyResult:
                return WithInput(plan, columns, needsRecord: false);
            case ScanAggregate aggregate:
                columns.UnionWith(aggregate.Calls.Where(c => c.Operand is not null).SelectMany(c => c.Operand!.ColumnNames()));
                return WithInput(plan, columns, needsRecord: false);
            case ScanGroups groups:
                var read = groups.Aggregation.Keys.Select(k => k.Scalar).Concat(groups.Aggregation.Values.Select(v => v.Aggregate.Argument).OfType<Scalar>());
                return WithInput(plan, [.. read.SelectMany(s => s.ColumnNames())], needsRecord: false);
            case Group group:
                var grouped = new HashSet<string>();
                var needsRows = !Reads(group, group.Key, grouped) | (group.Element is null || !Reads(group, group.Element, grouped));
                return WithInput(group, grouped, needsRows);
            case AllResult all:
                return WithInput(all, columns, !Reads(all, all.Predicate, columns));
            default:
                // Distinct compares, and other results return, the record itself.
                return WithInput(plan, columns, needsRecord: true);
        }
    }

    private static LogicalPlan WithInput(LogicalPlan plan, HashSet<string> columns, bool needsRecord) =>
        plan.WithInputs([Narrow(plan.Inputs[0], columns, needsRecord)]);

    // Above a projection rows are no longer records: the projection below decides on the columns anyway.
    private static bool Reads(LogicalPlan node, LambdaExpression lambda, HashSet<string> columns) =>
        MapBelow(node) is not { } map || MembersRead.AddColumns(lambda, map, columns);

    private static RecordMap? MapBelow(LogicalPlan node) => node.Inputs[0] switch
    {
        DatasetScan scan => scan.Source.Map,
        Project or Group or ScanGroups => null,
        var other => MapBelow(other),
    };

    private static ImmutableArray<string> InOrder(RecordMap map, HashSet<string> columns) =>
        [.. map.Members.Select(m => m.Column.Name).Where(columns.Contains).Distinct()];
}
