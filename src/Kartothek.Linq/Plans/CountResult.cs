namespace Kartothek.Linq;

/// <summary>The number of rows: an <see cref="int"/>, which overflows above <see cref="int.MaxValue"/>, or a <see cref="long"/>.</summary>
internal sealed class CountResult(SequencePlan input, bool isLong) : ResultPlan(input, isLong ? typeof(long) : typeof(int))
{
    /// <summary>Whether <c>LongCount</c> was asked for.</summary>
    public bool IsLong { get; } = isLong;

    /// <inheritdoc/>
    public override string Line => IsLong ? "LongCount" : "Count";

    /// <inheritdoc/>
    protected override ResultPlan Over(SequencePlan input) => new CountResult(input, IsLong);
}
