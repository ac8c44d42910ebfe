using Apache.Arrow.Types;
using Kartothek.Columns;
using ArrowField = Apache.Arrow.Field;
using Field = Kartothek.Columns.Field;

namespace Kartothek.Parquet;

/// <summary>The Arrow type of a column's type.</summary>
internal static class ArrowTypes
{
    public static IArrowType Of(ColumnType type) => type.Kind switch
    {
        ColumnKind.Null => NullType.Default,
        ColumnKind.Boolean => BooleanType.Default,
        ColumnKind.Int8 => Int8Type.Default,
        ColumnKind.Int16 => Int16Type.Default,
        ColumnKind.Int32 => Int32Type.Default,
        ColumnKind.Int64 => Int64Type.Default,
        ColumnKind.UInt8 => UInt8Type.Default,
        ColumnKind.UInt16 => UInt16Type.Default,
        ColumnKind.UInt32 => UInt32Type.Default,
        ColumnKind.UInt64 => UInt64Type.Default,
        ColumnKind.Half => HalfFloatType.Default,
        ColumnKind.Float => FloatType.Default,
        ColumnKind.Double => DoubleType.Default,
        ColumnKind.String => StringType.Default,
        ColumnKind.Binary => BinaryType.Default,
        ColumnKind.FixedBinary or ColumnKind.Uuid => new FixedSizeBinaryType(type.Length),
        ColumnKind.Date => Date32Type.Default,
        ColumnKind.Time => type.Unit == ColumnUnit.Millisecond ? TimeType.Millisecond : new Time64Type(Unit(type.Unit)),
        ColumnKind.Timestamp => new TimestampType(Unit(type.Unit), type.IsUtc ? "UTC" : null),
        ColumnKind.Decimal => new Decimal128Type(type.Precision, type.Scale),
        ColumnKind.List => new ListType(Of(type.Children[0])),
        ColumnKind.Struct => new StructType([.. type.Children.Select(Of)]),
        ColumnKind.Map => new MapType(Of(type.Children[0]), Of(type.Children[1])),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type.Kind, null),
    };

    private static ArrowField Of(Field field) => new(field.Name, Of(field.Type), field.IsNullable);

    private static TimeUnit Unit(ColumnUnit unit) => unit switch
    {
        ColumnUnit.Millisecond => TimeUnit.Millisecond,
        ColumnUnit.Microsecond => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };
}
