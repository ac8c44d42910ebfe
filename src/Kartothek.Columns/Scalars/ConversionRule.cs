namespace Kartothek.Columns;

/// <summary>Which conversions there are, and which of them keep every value.</summary>
internal static class ConversionRule
{
    /// <summary>Whether a <see cref="ConvertScalar"/> can lead from one type to another.</summary>
    internal static bool Exists(ColumnType from, ColumnType to) =>
        from == to
        || (from.Kind == ColumnKind.Null && !to.IsNested)
        || (IsNumeric(from) && IsNumeric(to) && !(from.IsFloating && to.Kind == ColumnKind.Decimal))
        || (from.Kind is ColumnKind.Timestamp or ColumnKind.Date && to.Kind == ColumnKind.Timestamp)
        || (from.Kind == ColumnKind.Time && to.Kind == ColumnKind.Time)
        || (from.Kind is ColumnKind.FixedBinary or ColumnKind.Uuid && to.Kind == ColumnKind.Binary);

    /// <summary>Whether every value of the type has exactly its value in the other.</summary>
    internal static bool IsLossless(ColumnType from, ColumnType to)
    {
        if (from == to || from.Kind == ColumnKind.Null) return true;
        if (from.IsInteger && to.IsInteger)
        {
            return to.IsUnsigned ? from.IsUnsigned && Bits(from) <= Bits(to) : Bits(from) + (from.IsUnsigned ? 1 : 0) <= Bits(to);
        }

        return (from.Kind, to.Kind) switch
        {
            (ColumnKind.Half, ColumnKind.Float or ColumnKind.Double) => true,
            (ColumnKind.Float, ColumnKind.Double) => true,
            (ColumnKind.Decimal, ColumnKind.Decimal) => to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
            (_, ColumnKind.Decimal) => from.IsInteger && to.Scale >= 0 && to.Precision - to.Scale >= Digits(from),
            (_, ColumnKind.Half or ColumnKind.Float or ColumnKind.Double) => from.IsInteger && Bits(from) - (from.IsUnsigned ? 0 : 1) <= MantissaBits(to),
            (ColumnKind.Timestamp, ColumnKind.Timestamp) => from.Unit == to.Unit,
            (ColumnKind.Date, ColumnKind.Timestamp) => to.Unit == ColumnUnit.Millisecond,
            (ColumnKind.Time, ColumnKind.Time) => from.Unit == to.Unit || from.Unit == ColumnUnit.Millisecond,
            (_, ColumnKind.Binary) => true,
            _ => false,
        };
    }

    /// <summary>Whether a checked conversion throws for no value. To a floating type none does: it rounds, at worst to infinity.</summary>
    internal static bool NeverThrows(ColumnType from, ColumnType to) => to.IsFloating || IsLossless(from, to);

    private static bool IsNumeric(ColumnType type) => type.IsInteger || type.IsFloating || type.Kind == ColumnKind.Decimal;

    private static int Bits(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 or ColumnKind.UInt8 => 8,
        ColumnKind.Int16 or ColumnKind.UInt16 => 16,
        ColumnKind.Int32 or ColumnKind.UInt32 => 32,
        _ => 64,
    };

    private static int Digits(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 or ColumnKind.UInt8 => 3,
        ColumnKind.Int16 or ColumnKind.UInt16 => 5,
        ColumnKind.Int32 or ColumnKind.UInt32 => 10,
        ColumnKind.Int64 => 19,
        _ => 20,
    };

    private static int MantissaBits(ColumnType type) => type.Kind switch { ColumnKind.Half => 11, ColumnKind.Float => 24, _ => 53 };
}
