namespace Kartothek.Linq;

/// <summary>Whether there is a row; negated, whether there is none.</summary>
internal sealed class AnyResult(SequencePlan input, bool isNegated = false) : ResultPlan(input, typeof(bool))
{
    /// <summary>Whether the answer is that there is no row (<c>All(p)</c> is <c>!Any(!p)</c>).</summary>
    public bool IsNegated { get; } = isNegated;

    /// <inheritdoc/>
    public override string Line => IsNegated ? "Not any" : "Any";

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new AnyResult(input, IsNegated);
}
