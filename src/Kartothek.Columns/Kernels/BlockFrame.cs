namespace Kartothek.Columns;

/// <summary>All rows of a block.</summary>
internal sealed class BlockFrame : Frame
{
    private Vector[] _columns = [];

    internal void Set(Block block)
    {
        _columns = block.Columns;
        Length = block.Length;
    }

    internal override Vector Column(int ordinal) => _columns[ordinal];
}
