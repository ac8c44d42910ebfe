namespace Kartothek.Parquet;

/// <summary>Statistics of a chunk or a page in the form in which they are written.</summary>
/// <param name="NullCount">Nulls; in repeated leaves every level without a value.</param>
/// <param name="Min">The least value as it is stored; null where there is none, or its order isn't defined.</param>
/// <param name="Max">The greatest value.</param>
internal readonly record struct WrittenStatistics(long NullCount, byte[]? Min = null, byte[]? Max = null)
{
    /// <summary>Bounds longer than this are cut.</summary>
    public const int MaxBoundBytes = 128;

    /// <summary>Whether <see cref="Min"/> occurs.</summary>
    public bool IsMinExact { get; init; } = true;

    /// <summary>Whether <see cref="Max"/> occurs.</summary>
    public bool IsMaxExact { get; init; } = true;

    /// <summary>Writes the structure. It is never left out: Kartothek can't read a column whose chunks have none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field.</param>
    /// <param name="leaf">
    /// The leaf. Signed numbers get the deprecated fields too, as from Arrow; their order was always signed.
    /// </param>
    public void Write(CompactWriter writer, short field, LeafColumn leaf)
    {
        writer.Begin(field);
        var hasBounds = Min is not null && Max is not null;
        var isSigned = leaf.Order == ValueOrder.Signed && leaf.PhysicalType is not (PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray);
        if (hasBounds && isSigned)
        {
            writer.Binary(1, Max);
            writer.Binary(2, Min);
        }
        writer.Int64(3, NullCount);
        if (hasBounds)
        {
            writer.Binary(5, Max);
            writer.Binary(6, Min);
            writer.Boolean(7, IsMaxExact);
            writer.Boolean(8, IsMinExact);
        }
        writer.End();
    }
}
