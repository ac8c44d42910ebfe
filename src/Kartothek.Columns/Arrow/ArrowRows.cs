using Apache.Arrow;
using Apache.Arrow.Types;

namespace Kartothek.Columns;

/// <summary>Rows of Arrow arrays.</summary>
internal static class ArrowRows
{
    /// <summary>The listed rows, ascending, as a new array; runs of rows are copied together.</summary>
    internal static IArrowArray Gather(IArrowArray source, ReadOnlySpan<int> rows)
    {
        if (rows.Length == source.Length) return source;
        var runs = new List<IArrowArray>();
        for (var i = 0; i < rows.Length;)
        {
            var end = i + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1) end++;
            runs.Add(ArrowArrayFactory.Slice(source, rows[i], end - i));
            i = end;
        }

        return runs.Count switch
        {
            0 => ArrowArrayFactory.Slice(source, 0, 0),
            1 => runs[0],
            _ => ArrowArrayConcatenator.Concatenate(runs),
        };
    }

    /// <summary>An array of nothing but nulls.</summary>
    internal static IArrowArray Nulls(ColumnType type, int length) => ArrowArrayFactory.BuildArray(Nulls(ArrowTypes.ToArrow(type), length));

    private static ArrayData Nulls(IArrowType type, int length)
    {
        var validity = length == 0 ? ArrowBuffer.Empty : Zeros((length + 7) / 8);
        return type switch
        {
            NullType => new(type, length, length, 0, System.Array.Empty<ArrowBuffer>()),
            StructType members => new(type, length, length, 0, [validity], [.. members.Fields.Select(f => Nulls(f.DataType, length))]),
            MapType map => new(type, length, length, 0, [validity, Zeros(4 * (length + 1))], [Nulls(map.KeyValueType, 0)]),
            ListType list => new(type, length, length, 0, [validity, Zeros(4 * (length + 1))], [Nulls(list.ValueDataType, 0)]),
            StringType or BinaryType => new(type, length, length, 0, [validity, Zeros(4 * (length + 1)), ArrowBuffer.Empty]),
            BooleanType => new(type, length, length, 0, [validity, Zeros((length + 7) / 8)]),
            FixedWidthType fixedWidth => new(type, length, length, 0, [validity, Zeros(fixedWidth.BitWidth / 8 * length)]),
            _ => throw ColumnsErrors.ArrowTypeNotSupported(type),
        };
    }

    private static ArrowBuffer Zeros(int bytes) => new(new byte[bytes]);
}
