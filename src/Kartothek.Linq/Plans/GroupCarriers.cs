using System.Collections.Immutable;
using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>What is run for <see cref="ScanGroups"/>: each group as a tuple of the parts of its key and of its values.</summary>
/// <param name="scan">The rows.</param>
/// <param name="keys">The parts of the key.</param>
/// <param name="values">What is computed of each group.</param>
/// <param name="carrierType">The tuple's type.</param>
/// <param name="key">Makes the key of a tuple; null where different tuples are different keys for certain.</param>
internal sealed class GroupCarriers(
    DatasetScan scan, ImmutableArray<GroupKeyPart> keys, ImmutableArray<GroupValue> values, Type carrierType, LambdaExpression? key) : SequencePlan
{
    /// <summary>The rows.</summary>
    public DatasetScan Scan { get; } = scan;

    /// <summary>The parts of the key, the first items of the tuple.</summary>
    public ImmutableArray<GroupKeyPart> Keys { get; } = keys;

    /// <summary>What is computed of each group, the other items.</summary>
    public ImmutableArray<GroupValue> Values { get; } = values;

    /// <summary>Makes the key of a tuple; null where different tuples are different keys for certain.</summary>
    public LambdaExpression? Key { get; } = key;

    /// <inheritdoc/>
    public override Type ElementType { get; } = carrierType;

    /// <inheritdoc/>
    public override ImmutableArray<LogicalPlan> Inputs => [Scan];

    /// <inheritdoc/>
    public override string Line => $"Aggregate by {string.Join(", ", Keys)}: {string.Join(", ", Values)}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(ImmutableArray<LogicalPlan> inputs) =>
        inputs[0] == Scan ? this : new GroupCarriers((DatasetScan)inputs[0], Keys, Values, ElementType, Key);
}
