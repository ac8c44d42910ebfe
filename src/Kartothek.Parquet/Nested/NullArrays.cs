using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Arrow arrays of nothing but nulls, of any type.</summary>
internal static class NullArrays
{
    public static ArrayData Build(ColumnType type, int count)
    {
        var arrow = ArrowTypes.ToArrow(type);
        if (type.Kind == ColumnKind.Null)
            return new ArrayData(arrow, count, count, 0, []);
        var validity = count == 0 ? ArrowBuffer.Empty : Zeros((count + 7) / 8);
        return type.Kind switch
        {
            ColumnKind.Struct => new ArrayData(arrow, count, count, 0, [validity], [.. type.Children.Select(c => Build(c.Type, count))]),
            ColumnKind.List => new ArrayData(arrow, count, count, 0, [validity, Zeros((count + 1) * sizeof(int))], [Build(type.Children[0].Type, 0)]),
            ColumnKind.Map => new ArrayData(arrow, count, count, 0, [validity, Zeros((count + 1) * sizeof(int))],
                [new ArrayData(((Apache.Arrow.Types.MapType)arrow).KeyValueType, 0, 0, 0, [ArrowBuffer.Empty], [.. type.Children.Select(c => Build(c.Type, 0))])]),
            ColumnKind.String or ColumnKind.Binary => new ArrayData(arrow, count, count, 0, [validity, Zeros((count + 1) * sizeof(int)), ArrowBuffer.Empty]),
            _ => new ArrayData(arrow, count, count, 0, [validity, Zeros(Width(type) * count)]),
        };
    }

    private static int Width(ColumnType type) => type.Kind is ColumnKind.FixedBinary or ColumnKind.Uuid ? type.Length : 16;

    private static ArrowBuffer Zeros(int bytes) => new(new byte[bytes]);
}
