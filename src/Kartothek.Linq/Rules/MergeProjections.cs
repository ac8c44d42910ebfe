namespace Kartothek.Linq;

/// <summary>Project(g) over Project(f) → Project(g after f), where no part of f would run twice for a row.</summary>
/// <remarks>What g doesn't use of f isn't computed any more, and its columns aren't read.</remarks>
internal sealed class MergeProjections : NodeRule
{
    /// <inheritdoc/>
    protected override LogicalPlan ApplyToNode(LogicalPlan node) =>
        node is Project { Input: Project inner } outer && LambdaComposition.ComposeOnce(outer.Selector, inner.Selector) is { } both
            ? new Project(inner.Input, both)
            : node;
}
