namespace Kartothek.Linq;

/// <summary>One row.</summary>
/// <param name="input">The rows.</param>
/// <param name="kind">Which row.</param>
/// <param name="isOrDefault">Whether <paramref name="defaultValue"/> stands for a missing row; else that is an error, LINQ's.</param>
/// <param name="defaultValue">The value for a missing row; null is the default of the element type.</param>
/// <param name="index">The index of <see cref="ElementKind.ElementAt"/>.</param>
internal sealed class ElementResult(SequencePlan input, ElementKind kind, bool isOrDefault = false, object? defaultValue = null, Index index = default)
    : ResultPlan(input, input.ElementType)
{
    /// <summary>Which row.</summary>
    public ElementKind Kind { get; } = kind;

    /// <summary>Whether a missing row is <see cref="DefaultValue"/>, not an error.</summary>
    public bool IsOrDefault { get; } = isOrDefault;

    /// <summary>The value for a missing row; null is the default of the element type.</summary>
    public object? DefaultValue { get; } = defaultValue;

    /// <summary>The index of <see cref="ElementKind.ElementAt"/>.</summary>
    public Index Index { get; } = index;

    /// <inheritdoc/>
    public override string Line =>
        $"{Kind}{(Kind == ElementKind.ElementAt ? $" {Index}" : "")}{(IsOrDefault ? " or default" : "")}"
        + (DefaultValue is null ? "" : $" {LambdaText.PrintConstant(DefaultValue)}");

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new ElementResult(input, Kind, IsOrDefault, DefaultValue, Index);
}
