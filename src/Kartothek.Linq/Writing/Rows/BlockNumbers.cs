using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Rows of a file that is rewritten, by their number in it.</summary>
internal sealed class BlockNumbers : RowNumbers
{
    /// <summary>The block whose rows are meant.</summary>
    public Block? Block { get; set; }

    /// <inheritdoc/>
    public override long Of(int row) => Block is { } block ? block.RowNumber(row) : row;
}
