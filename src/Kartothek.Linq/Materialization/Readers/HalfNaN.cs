namespace Kartothek.Linq;

/// <summary>NaN of 16 bits as a field, which compiled code can load (<see cref="Half"/> has no literal).</summary>
internal static class HalfNaN
{
    /// <summary>NaN.</summary>
    public static readonly Half Value = Half.NaN;
}
