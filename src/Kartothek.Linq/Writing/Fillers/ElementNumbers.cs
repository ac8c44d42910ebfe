namespace Kartothek.Linq;

/// <summary>Which record the elements of lists belong to.</summary>
/// <param name="lists">The rows of the lists.</param>
internal sealed class ElementNumbers(RowNumbers lists) : RowNumbers
{
    /// <summary>The end of each list among the elements.</summary>
    public int[] Ends { get; set; } = [];

    /// <summary>The lists of the block.</summary>
    public int Count { get; set; }

    /// <inheritdoc/>
    public override long Of(int row)
    {
        for (var list = 0; list < Count; list++)
        {
            if (row < Ends[list]) return lists.Of(list);
        }
        return lists.Of(Count);
    }
}
