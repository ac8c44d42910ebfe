using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Which writers' bounds are believed, and for which types.</summary>
/// <remarks>
/// A bound that is wrong loses rows without a sound, one that is ignored costs a read. So where many writers are known to have got a type
/// wrong (decimals stored as bytes), the few that are known to be right are listed instead.
/// </remarks>
internal static class StatisticsTrust
{
    /// <summary>Whether the bounds of a leaf, in whatever field, are those of a writer that computed them wrongly.</summary>
    public static bool IsKnownWrong(WriterIdentity writer, LeafColumn leaf)
    {
        var isBytes = leaf.PhysicalType is PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray;
        if (isBytes && leaf.Type.Kind == ColumnKind.Decimal && !ComparesDecimals(writer))
            return true;
        // Timestamps in milliseconds whatever the unit, UUIDs in .NET's byte order, strings in UTF-16 order.
        if (writer.Application.StartsWith("parquet.net", StringComparison.Ordinal) && !(writer.Version >= new Version(6, 2)))
            return leaf.Type.Kind is ColumnKind.Timestamp or ColumnKind.Uuid or ColumnKind.String;
        // PARQUET-251: the buffer behind a binary bound was overwritten by later values.
        if (isBytes && writer.IsBefore("parquet-mr", 1, 8))
            return true;
        // PARQUET-686 and its like: signed comparison of what is unsigned.
        return leaf.Order == ValueOrder.Unsigned && (writer.IsBefore("parquet-mr", 1, 10) || writer.IsBefore("parquet-cpp", 1, 3));
    }

    /// <summary>Whether <c>min_value</c> and <c>max_value</c> are in the order of the type.</summary>
    /// <remarks>
    /// Without <c>column_orders</c> their order isn't defined, so signed numbers only are believed: for them every order that writers have used is the same one.
    /// </remarks>
    public static bool FollowsTypeOrder(ColumnOrder order, LeafColumn leaf) => order switch
    {
        ColumnOrder.TypeDefined => true,
        ColumnOrder.TotalOrder => leaf.Type.IsFloating,
        ColumnOrder.Missing => IsSignedNumber(leaf),
        _ => false,
    };

    /// <summary>Whether the deprecated <c>min</c> and <c>max</c>, which compare as signed, are in the order of the type.</summary>
    public static bool LegacyIsOrdered(LeafColumn leaf) => IsSignedNumber(leaf);

    private static bool IsSignedNumber(LeafColumn leaf) =>
        leaf.Order == ValueOrder.Signed && leaf.PhysicalType is not (PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray);

    /// <summary>
    /// Who compares decimals in bytes as signed numbers. parquet-cpp did not before Arrow 4 (PARQUET-1655), which is when it began to call itself
    /// parquet-cpp-arrow; parquet-go, parquet-rs, polars and ClickHouse have had the same fault in versions that can't be told apart.
    /// </summary>
    private static bool ComparesDecimals(WriterIdentity writer) =>
        writer.Application is "parquet-cpp-arrow" or "duckdb" or "kartothek.linq"
        || (writer.Application == "parquet-mr" && !writer.IsBefore("parquet-mr", 1, 10));
}
