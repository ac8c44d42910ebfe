using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Where the rows of the current block come from, for messages.</summary>
internal sealed class RowPosition
{
    /// <summary>The file's key.</summary>
    public string File { get; set; } = "";

    /// <summary>The block whose rows are read; null inside nested values.</summary>
    public Block? Block { get; set; }

    /// <summary>The place of a row as a message says it: <c>in row 17 of 'sales/table/x.parquet'</c>.</summary>
    public string Describe(int row) => Block is { } block ? $"in row {block.RowNumber(row)} of '{File}'" : $"in '{File}'";
}
