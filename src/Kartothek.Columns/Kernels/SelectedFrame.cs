namespace Kartothek.Columns;

/// <summary>Some rows of another frame, packed together; a column is gathered when a kernel first asks for it.</summary>
internal sealed class SelectedFrame : Frame
{
    private Frame _source = null!;
    private Vector?[] _gathered = [];
    private bool[] _isGathered = [];

    /// <summary>The rows, by their numbers in the source.</summary>
    internal RowSelection Rows { get; private set; } = null!;

    internal void Set(Frame source, RowSelection rows)
    {
        _source = source;
        Rows = rows;
        Length = rows.Count;
        Array.Clear(_isGathered);
    }

    internal override Vector Column(int ordinal)
    {
        if (ordinal >= _gathered.Length)
        {
            Array.Resize(ref _gathered, ordinal + 1);
            Array.Resize(ref _isGathered, ordinal + 1);
        }

        if (!_isGathered[ordinal])
        {
            _gathered[ordinal] = VectorCopy.Gather(_source.Column(ordinal), Rows.Rows, _gathered[ordinal]);
            _isGathered[ordinal] = true;
        }

        return _gathered[ordinal]!;
    }
}
