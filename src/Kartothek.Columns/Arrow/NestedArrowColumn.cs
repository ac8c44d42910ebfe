using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Lists, structures and maps, which are Arrow arrays already.</summary>
internal sealed class NestedArrowColumn(ColumnType type) : ArrowColumn
{
    private readonly List<IArrowArray> _parts = [];

    internal override void Append(Vector vector, int start, int count)
    {
        if (count == 0) return;
        _parts.Add(vector is not NestedVector nested ? NullArrays.Create(type, count)
            : start == 0 && count == nested.Array.Length ? nested.Array
            : ArrowArrayFactory.Slice(nested.Array, start, count));
    }

    internal override IArrowArray Build()
    {
        var array = _parts.Count switch
        {
            0 => NullArrays.Create(type, 0),
            1 => _parts[0],
            _ => ArrowArrayConcatenator.Concatenate(_parts),
        };
        _parts.Clear();
        return array;
    }
}
