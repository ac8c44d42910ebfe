using System.Diagnostics;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects values of fixed size.</summary>
internal sealed class FlatIndexValues<T>(Field field) : IndexValues(field)
    where T : unmanaged
{
    private readonly ColumnType _type = field.Type;
    private T[] _values = new T[BlockRows];
    private int _count;

    /// <inheritdoc/>
    protected override int Append(Vector source, int row)
    {
        _values[_count++] = source switch
        {
            FlatVector<T> flat => flat.Values[row],
            DictionaryVector coded => ((FlatVector<T>)coded.Dictionary.Entries).Values[coded.Codes[row]],
            ConstantVector constant => ((FlatVector<T>)constant.Value).Values[0],
            _ => throw new UnreachableException($"A scan gave a {source.GetType().Name} for {_type}."),
        };
        return _count;
    }

    /// <inheritdoc/>
    protected override Vector? Detach()
    {
        if (_count == 0)
        {
            return null;
        }
        var vector = new FlatVector<T>(_type) { Values = _count == _values.Length ? _values : _values[.._count], Length = _count };
        (_values, _count) = (new T[BlockRows], 0);
        return vector;
    }
}
