using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>From physical type and annotation to the logical type of a leaf.</summary>
/// <remarks>
/// As Arrow reads them. An annotation that doesn't fit the physical type (text on INT32), that is unknown, or that exceeds what a column can hold
/// (decimals of more than 38 digits) is passed over: the column is what its physical type says.
/// </remarks>
internal static class LogicalTypes
{
    public static ColumnType Of(in SchemaElement element)
    {
        var annotation = element.Annotation;
        if (annotation.Kind == AnnotationKind.Null)
            return ColumnType.Null;
        if (annotation.Kind == AnnotationKind.Decimal)
            return OfDecimal(element);
        return ((PhysicalType)element.PhysicalType, annotation.Kind) switch
        {
            (PhysicalType.Int32, AnnotationKind.Integer) when annotation.BitWidth <= 32 => OfInteger(annotation),
            (PhysicalType.Int64, AnnotationKind.Integer) when annotation.BitWidth == 64 => OfInteger(annotation),
            (PhysicalType.Int32, AnnotationKind.Date) => ColumnType.Date,
            (PhysicalType.Int32, AnnotationKind.Time) when annotation.Unit == ColumnUnit.Millisecond => ColumnType.Time(annotation.Unit, annotation.IsUtc),
            (PhysicalType.Int64, AnnotationKind.Time) when annotation.Unit != ColumnUnit.Millisecond => ColumnType.Time(annotation.Unit, annotation.IsUtc),
            (PhysicalType.Int64, AnnotationKind.Timestamp) => ColumnType.Timestamp(annotation.Unit, annotation.IsUtc),
            (PhysicalType.ByteArray, AnnotationKind.Text) => ColumnType.String,
            (PhysicalType.FixedLengthByteArray, AnnotationKind.Uuid) when element.TypeLength == 16 => ColumnType.Uuid,
            (PhysicalType.FixedLengthByteArray, AnnotationKind.Half) when element.TypeLength == 2 => ColumnType.Half,
            _ => OfPhysical(element),
        };
    }

    private static ColumnType OfPhysical(in SchemaElement element) => (PhysicalType)element.PhysicalType switch
    {
        PhysicalType.Boolean => ColumnType.Boolean,
        PhysicalType.Int32 => ColumnType.Int32,
        PhysicalType.Int64 => ColumnType.Int64,
        PhysicalType.Int96 => ColumnType.Timestamp(ColumnUnit.Nanosecond),
        PhysicalType.Float => ColumnType.Float,
        PhysicalType.Double => ColumnType.Double,
        PhysicalType.ByteArray => ColumnType.Binary,
        _ => ColumnType.FixedBinary(element.TypeLength),
    };

    private static ColumnType OfInteger(Annotation annotation) => (annotation.BitWidth, annotation.IsSigned) switch
    {
        (8, true) => ColumnType.Int8,
        (16, true) => ColumnType.Int16,
        (32, true) => ColumnType.Int32,
        (64, true) => ColumnType.Int64,
        (8, false) => ColumnType.UInt8,
        (16, false) => ColumnType.UInt16,
        (32, false) => ColumnType.UInt32,
        _ => ColumnType.UInt64,
    };

    private static ColumnType OfDecimal(in SchemaElement element)
    {
        var (precision, scale) = element.Annotation.Precision != 0
            ? (element.Annotation.Precision, element.Annotation.Scale)
            : (element.Precision, element.Scale);
        if (precision < 1 || scale < 0 || scale > precision)
            throw new CompactFormatException($"column '{element.Name}' is a decimal of {precision} digits, {scale} of them behind the point");
        var fits = (PhysicalType)element.PhysicalType is PhysicalType.Int32 or PhysicalType.Int64 or PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray;
        return fits && precision <= 38 ? ColumnType.Decimal(precision, scale) : OfPhysical(element);
    }
}
