using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A value of each group that a scan computes.</summary>
/// <param name="Aggregate">What the scan computes.</param>
/// <param name="IsAverage">Whether the value is the sum divided by the number of its values.</param>
/// <param name="ResultType">The C# type of the value.</param>
internal sealed record GroupValue(GroupAggregate Aggregate, bool IsAverage, Type ResultType)
{
    /// <inheritdoc/>
    public override string ToString() => IsAverage ? $"average({Aggregate.Argument})" : Aggregate.ToString();
}
