using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Which order a leaf's statistics follow.</summary>
internal static class ValueOrders
{
    public static ValueOrder Of(PhysicalType physical, ColumnType type, AnnotationKind annotation)
    {
        if (physical == PhysicalType.Int96 || annotation is AnnotationKind.Interval or AnnotationKind.Unknown or AnnotationKind.Null)
            return ValueOrder.Undefined;
        // An annotation that was passed over may have had an order of its own.
        if (type.Kind is ColumnKind.Binary or ColumnKind.FixedBinary && annotation is not (AnnotationKind.None or AnnotationKind.Bytes or AnnotationKind.Text))
            return ValueOrder.Undefined;
        return type.Kind switch
        {
            ColumnKind.String or ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid => ValueOrder.Unsigned,
            _ => type.IsUnsigned ? ValueOrder.Unsigned : ValueOrder.Signed,
        };
    }
}
