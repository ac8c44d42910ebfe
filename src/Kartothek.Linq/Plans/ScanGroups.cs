using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>Groups of a scan's rows with aggregates of each, computed in the scan's tasks without records, in the order of the groups' first rows.</summary>
/// <remarks>
/// Lambdas above still speak of groups (<c>g.Key</c>, <c>g.Sum(…)</c>); when the plan is run they read keys and values that were computed, see <see cref="CarryGroups"/>.
/// </remarks>
internal sealed class ScanGroups : SequencePlan
{
    private readonly GroupAggregation _aggregation;

    /// <summary>Groups of an aggregation.</summary>
    /// <param name="aggregation">What is grouped, and what is computed of each group.</param>
    /// <param name="selector">What is made of a group at once, or null: nothing, lambdas above do.</param>
    public ScanGroups(GroupAggregation aggregation, LambdaExpression? selector) : this(aggregation, selector, aggregation.Scan)
    {
    }

    private ScanGroups(GroupAggregation aggregation, LambdaExpression? selector, DatasetScan scan) =>
        (_aggregation, Selector, Scan) = (aggregation, selector, scan);

    /// <summary>The rows.</summary>
    public DatasetScan Scan { get; }

    /// <summary>What is made of a group at once, or null.</summary>
    public LambdaExpression? Selector { get; }

    /// <summary>What is grouped, and what is computed of each group.</summary>
    public GroupAggregation Aggregation => _aggregation;

    /// <inheritdoc/>
    public override Type ElementType => Selector?.ReturnType ?? _aggregation.GroupType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Scan];

    /// <inheritdoc/>
    public override string Line
    {
        get
        {
            var keys = _aggregation.Keys.IsEmpty ? "" : $" by {string.Join(", ", _aggregation.Keys)}";
            var values = Selector is null ? string.Join(", ", _aggregation.Values) : _aggregation.Print(Selector);
            return $"Aggregate{keys}{(values.Length > 0 ? ": " : "")}{values}";
        }
    }

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) =>
        inputs[0] == Scan ? this : new ScanGroups(_aggregation, Selector, (DatasetScan)inputs[0]);
}
