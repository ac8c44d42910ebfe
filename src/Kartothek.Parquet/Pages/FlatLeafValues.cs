using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Collects numbers or booleans.</summary>
internal sealed class FlatLeafValues<T>(ColumnType type) : LeafValues
    where T : unmanaged
{
    private T[] _values = [];
    private int _count;

    public override void Add(Vector values)
    {
        Grow(ref _values, _count, values.Length);
        ((FlatVector<T>)values).Values.AsSpan(0, values.Length).CopyTo(_values.AsSpan(_count));
        _count += values.Length;
    }

    public override Vector ToVector() => new FlatVector<T>(type) { Values = _values, Length = _count };
}
