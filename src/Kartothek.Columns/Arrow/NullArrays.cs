using Apache.Arrow;
using Apache.Arrow.Types;

namespace Kartothek.Columns;

/// <summary>Arrow arrays of nothing but nulls: columns, or members of a nested one, that a file lacks.</summary>
public static class NullArrays
{
    /// <summary>An array of the Arrow type that <see cref="ArrowTypes"/> gives a type; it allocates what the type's layout needs, children included.</summary>
    /// <param name="type">Any type, nested ones included.</param>
    /// <param name="length">Rows.</param>
    public static IArrowArray Create(ColumnType type, int length) => ArrowArrayFactory.BuildArray(Create(ArrowTypes.ToArrow(type), length));

    private static ArrayData Create(IArrowType type, int length)
    {
        var validity = length == 0 ? ArrowBuffer.Empty : Zeros((length + 7) / 8);
        return type switch
        {
            NullType => new(type, length, length, 0, System.Array.Empty<ArrowBuffer>()),
            StructType members => new(type, length, length, 0, [validity], [.. members.Fields.Select(f => Create(f.DataType, length))]),
            MapType map => new(type, length, length, 0, [validity, Zeros(4 * (length + 1))], [Create(map.KeyValueType, 0)]),
            ListType list => new(type, length, length, 0, [validity, Zeros(4 * (length + 1))], [Create(list.ValueDataType, 0)]),
            StringType or BinaryType => new(type, length, length, 0, [validity, Zeros(4 * (length + 1)), ArrowBuffer.Empty]),
            BooleanType => new(type, length, length, 0, [validity, Zeros((length + 7) / 8)]),
            FixedWidthType fixedWidth => new(type, length, length, 0, [validity, Zeros(fixedWidth.BitWidth / 8 * length)]),
            _ => throw ColumnsErrors.ArrowTypeNotSupported(type),
        };
    }

    private static ArrowBuffer Zeros(int bytes) => new(new byte[bytes]);
}
