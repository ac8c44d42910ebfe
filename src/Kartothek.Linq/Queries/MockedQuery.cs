using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>What stands for the plan of a query that another provider runs: a unit test that logs explanations must not fail for its mock.</summary>
internal sealed class MockedQuery(IQueryable query) : LogicalPlan
{
    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [];

    /// <inheritdoc/>
    public override string Line => $"Not a dataset: {ConstantText.TypeName(query.Provider.GetType())} runs the query in memory";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) => this;
}
