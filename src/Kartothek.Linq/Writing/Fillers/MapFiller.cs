using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Dictionaries: their keys and values one behind the other, filled as two columns of their own.</summary>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TValue">The values' type.</typeparam>
internal sealed class MapFiller<TKey, TValue> : ColumnFiller
    where TKey : notnull
{
    private readonly ElementNumbers _numbers;
    private readonly PartFiller<TKey> _keys;
    private readonly PartFiller<TValue> _values;
    private readonly List<TKey> _keyItems = [];
    private readonly List<TValue> _valueItems = [];
    private int[] _ends = [];

    /// <summary>A column of maps.</summary>
    public MapFiller(WriteTarget target, RowNumbers rows)
        : base(target, rows)
    {
        _numbers = new ElementNumbers(rows);
        _keys = PartFiller<TKey>.Of(target.Part(typeof(TKey), target.ColumnType.Children[0]), _numbers);
        _values = PartFiller<TValue>.Of(target.Part(typeof(TValue), target.ColumnType.Children[1]), _numbers);
    }

    /// <summary>Gives a row its entries, in the order in which the dictionary gives them.</summary>
    public void Set(int row, IEnumerable<KeyValuePair<TKey, TValue>> map)
    {
        foreach (var (key, value) in map)
        {
            _keyItems.Add(key);
            _valueItems.Add(value);
        }
        _ends[row] = _keyItems.Count;
    }

    /// <inheritdoc/>
    protected override void Reserve(int capacity)
    {
        _keyItems.Clear();
        _valueItems.Clear();
        if (_ends.Length < capacity) _ends = new int[capacity];
    }

    /// <inheritdoc/>
    protected override void Skip(int row) => _ends[row] = _keyItems.Count;

    /// <inheritdoc/>
    protected override Vector ValuesOf(int count)
    {
        (_numbers.Ends, _numbers.Count) = (_ends, count);
        var children = Target.ColumnType.Children;
        var entries = new ArrayData(
            new StructType([.. children.Select(ArrowTypes.ToArrow)]),
            _keyItems.Count,
            0,
            0,
            [ArrowBuffer.Empty],
            [NestedParts.ArrayOf(children[0], Fill(_keys, _keyItems)), NestedParts.ArrayOf(children[1], Fill(_values, _valueItems))]);
        return NestedParts.Build(Target.ColumnType, count, Valid, _ends, entries);
    }

    private static Vector Fill<T>(PartFiller<T> part, List<T> items)
    {
        part.Start(items.Count);
        part.Fill([.. items], 0, items.Count, 0, null);
        return part.Finish(items.Count);
    }
}
