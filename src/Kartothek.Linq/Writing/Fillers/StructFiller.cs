using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Records inside records, as structures.</summary>
/// <typeparam name="T">The record type.</typeparam>
internal sealed class StructFiller<T>(WriteTarget target, RowNumbers rows) : ColumnFiller(target, rows)
{
    private readonly RecordFiller<T> _record = new(WriteMap.ForStructure(target), rows);
    private T[] _items = [];

    /// <summary>Gives a row its record.</summary>
    public void Set(int row, T record) => _items[row] = record;

    /// <inheritdoc/>
    protected override void Reserve(int capacity)
    {
        if (_items.Length < capacity) _items = new T[capacity];
    }

    /// <inheritdoc/>
    protected override Vector ValuesOf(int count)
    {
        _record.Start(count);
        _record.Fill(_items, 0, count, 0, Valid);
        var block = _record.Finish(count);
        var children = new ArrayData[block.Columns.Length];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = NestedParts.ArrayOf(Target.ColumnType.Children[i], block.Columns[i]);
        }
        _items.AsSpan(0, count).Clear();
        return NestedParts.Build(Target.ColumnType, count, Valid, null, children);
    }
}
