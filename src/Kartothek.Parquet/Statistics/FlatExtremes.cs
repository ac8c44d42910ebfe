using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Extremes of values of fixed size, compared as numbers.</summary>
internal sealed class FlatExtremes<T>(ColumnType type) : ChunkExtremes
    where T : unmanaged, IComparable<T>
{
    private T _min;
    private T _max;
    private bool _hasValues;

    public override bool HasValues => _hasValues;

    public override string? FindBelow(ReadOnlySpan<byte> raw, object? decoded) => decoded is T bound && _min.CompareTo(bound) < 0 ? Text(_min) : null;

    public override string? FindAbove(ReadOnlySpan<byte> raw, object? decoded) => decoded is T bound && _max.CompareTo(bound) > 0 ? Text(_max) : null;

    private protected override void Take(Vector values, int row)
    {
        var value = ((FlatVector<T>)values).Values[row];
        if (value is double.NaN or float.NaN)
        {
            return;
        }
        _min = !_hasValues || value.CompareTo(_min) < 0 ? value : _min;
        _max = !_hasValues || value.CompareTo(_max) > 0 ? value : _max;
        _hasValues = true;
    }

    private string Text(T value) => new ConstantScalar(value, type).ToString();
}
