namespace Kartothek.Columns;

/// <summary>Receives the blocks of a scan, one after the other, in row order.</summary>
public interface IBlockSink
{
    /// <summary>Takes a block, which is lent for this call only.</summary>
    /// <returns>False where no further rows are needed, and the scan should end.</returns>
    bool Accept(Block block);
}
