using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>As much of a secondary index as a condition needs.</summary>
/// <param name="Parts">The entries: all that can satisfy the condition, and where it holds for null, all that there are.</param>
/// <param name="IsListed">Per file whether any entry of the whole index lists it. All false where the caller said that it doesn't matter.</param>
internal sealed record IndexExcerpt(ImmutableArray<SecondaryIndex> Parts, bool[] IsListed)
{
    /// <summary>The files of the dataset, listed or not.</summary>
    public int FileCount => IsListed.Length;
}
