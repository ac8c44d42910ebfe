using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The rows of one file whose keys new rows have.</summary>
/// <param name="Marks">The rows.</param>
/// <param name="Numbers">The numbers of their keys, in the order of the rows.</param>
internal sealed record MatchedRows(RowMarks Marks, int[] Numbers)
{
    /// <summary>What the new rows lack of them, in the order of the rows; null where that wasn't read.</summary>
    public RowBuffer? Kept { get; set; }

    /// <summary>The columns of <see cref="Kept"/>.</summary>
    public Schema? KeptColumns { get; set; }
}
