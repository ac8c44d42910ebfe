using System.Runtime.CompilerServices;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Maps as dictionaries. Of entries with equal keys the last one counts.</summary>
/// <typeparam name="TMap">The member's type, which <see cref="Dictionary{TKey,TValue}"/> is or implements.</typeparam>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TValue">The values' type.</typeparam>
internal sealed class MapReader<TMap, TKey, TValue> : ColumnReader
    where TMap : class
    where TKey : notnull
{
    private readonly PartReader<TKey> _keys;
    private readonly PartReader<TValue> _values;
    private MapArray? _maps;

    /// <summary>A reader for one task.</summary>
    public MapReader(ReadTarget target, RowPosition position)
        : base(target, position)
    {
        _keys = PartReader<TKey>.Of(target.Part(typeof(TKey), target.ReadType.Children[0].Type), position);
        _values = PartReader<TValue>.Of(target.Part(typeof(TValue), target.ReadType.Children[1].Type), position);
    }

    /// <summary>The map of a row; null where the row is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TMap? Get(int row)
    {
        if (!Valid[row])
        {
            return null;
        }
        var offsets = _maps!.ValueOffsets;
        var map = new Dictionary<TKey, TValue>(offsets[row + 1] - offsets[row]);
        for (var i = offsets[row]; i < offsets[row + 1]; i++)
        {
            map[_keys.Get(i)] = _values.Get(i);
        }
        return (TMap)(object)map;
    }

    /// <summary>The map of a row, which mustn't be null.</summary>
    /// <exception cref="KartothekException">It is null.</exception>
    public TMap GetRequired(int row) => Get(row) ?? throw RecordErrors.NullValue(Target, Position, row);

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector) => LoadValues(vector is NestedVector nested ? nested.Array : throw Unexpected(vector));

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array)
    {
        _maps = array as MapArray ?? throw Unexpected(array);
        _keys.Load(_ => _maps.Keys);
        _values.Load(_ => _maps.Values);
    }
}
