using System.Collections.Immutable;

namespace Kartothek.Linq;

/// <summary>Aggregates over the rows of a scan, computed in the scan's tasks without records; the first one is the result.</summary>
/// <remarks>
/// Empty inputs, overflow and NaN are as <see cref="Enumerable"/> has them for the operand's C# type. A null in one of the scan's
/// <see cref="DatasetScan.Required"/> columns in a row that counts is an error.
/// </remarks>
internal sealed class ScanAggregate(DatasetScan scan, ImmutableArray<TypedAggregate> calls) : ResultPlan(scan, calls[0].ResultType)
{
    /// <summary>The rows.</summary>
    public DatasetScan Scan { get; } = scan;

    /// <summary>The aggregates; at least one.</summary>
    public ImmutableArray<TypedAggregate> Calls { get; } = calls;

    /// <inheritdoc/>
    public override string Line => $"Aggregate {string.Join(", ", Calls)}";

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new ScanAggregate((DatasetScan)input, Calls);
}
