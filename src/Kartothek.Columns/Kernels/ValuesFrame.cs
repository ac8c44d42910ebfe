namespace Kartothek.Columns;

/// <summary>The values of a single column that stand for many rows each: the entries of a dictionary, a constant, or one null.</summary>
internal sealed class ValuesFrame : Frame
{
    private Vector _values = null!;

    internal void Set(Vector values)
    {
        _values = values;
        Length = values.Length;
    }

    internal override Vector Column(int ordinal) => _values;
}
