namespace Kartothek.Linq;

/// <summary>The sum of some rows, with the least and the greatest of the sums on the way to it.</summary>
/// <remarks>LINQ's sums overflow where a sum on the way doesn't fit, even where the whole sum does.</remarks>
/// <param name="Total">The whole sum.</param>
/// <param name="Least">The least sum on the way; at most 0.</param>
/// <param name="Greatest">The greatest sum on the way; at least 0.</param>
internal readonly record struct RunningSum(Int128 Total, Int128 Least, Int128 Greatest)
{
    /// <summary>This sum and then the next value.</summary>
    public RunningSum Add(Int128 value)
    {
        var total = Total + value;
        return new(total, Int128.Min(Least, total), Int128.Max(Greatest, total));
    }

    /// <summary>This sum and then the rows of a later one.</summary>
    public RunningSum Then(RunningSum later) =>
        new(Total + later.Total, Int128.Min(Least, Total + later.Least), Int128.Max(Greatest, Total + later.Greatest));

    /// <summary>Whether every sum on the way is in a range.</summary>
    public bool IsWithin(Int128 min, Int128 max) => Least >= min && Greatest <= max;
}
