using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Lists: their elements one behind the other, filled as a column of their own.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
internal sealed class ListFiller<T> : ColumnFiller
{
    private readonly Field _element;
    private readonly ElementNumbers _numbers;
    private readonly PartFiller<T> _elements;
    private T[] _items = [];
    private int[] _ends = [];
    private int _count;

    /// <summary>A column of lists.</summary>
    public ListFiller(WriteTarget target, RowNumbers rows)
        : base(target, rows)
    {
        _element = target.ColumnType.Children[0];
        _numbers = new ElementNumbers(rows);
        _elements = PartFiller<T>.Of(target.Part(typeof(T), _element), _numbers);
    }

    /// <summary>Gives a row its list.</summary>
    public void Set(int row, T[] list) => Append(row, list);

    /// <inheritdoc cref="Set(int, T[])"/>
    public void Set(int row, List<T> list) => Append(row, CollectionsMarshal.AsSpan(list));

    /// <inheritdoc cref="Set(int, T[])"/>
    public void Set(int row, ImmutableArray<T> list) => Append(row, list.AsSpan());

    /// <inheritdoc cref="Set(int, T[])"/>
    public void Set(int row, IEnumerable<T> list)
    {
        foreach (var item in list)
        {
            Reserve(1, _count);
            _items[_count++] = item;
        }
        _ends[row] = _count;
    }

    /// <inheritdoc/>
    protected override void Reserve(int capacity)
    {
        _count = 0;
        if (_ends.Length < capacity) _ends = new int[capacity];
    }

    /// <inheritdoc/>
    protected override void Skip(int row) => _ends[row] = _count;

    /// <inheritdoc/>
    protected override Vector ValuesOf(int count)
    {
        (_numbers.Ends, _numbers.Count) = (_ends, count);
        _elements.Start(_count);
        _elements.Fill(_items, 0, _count, 0, null);
        var elements = NestedParts.ArrayOf(_element, _elements.Finish(_count));
        _items.AsSpan(0, _count).Clear();
        return NestedParts.Build(Target.ColumnType, count, Valid, _ends, elements);
    }

    private void Append(int row, ReadOnlySpan<T> list)
    {
        Reserve(list.Length, _count);
        list.CopyTo(_items.AsSpan(_count));
        _count += list.Length;
        _ends[row] = _count;
    }

    private void Reserve(int more, int count)
    {
        if (_items.Length - count < more) Array.Resize(ref _items, Math.Max(count + more, Math.Max(16, 2 * count)));
    }
}
