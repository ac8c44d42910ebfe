namespace Kartothek.Columns;

/// <summary>Rows of one column that are kept: a growing copy.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Bytes of memory that the rows take.</summary>
    internal abstract long Bytes { get; }

    /// <summary>A buffer of a type.</summary>
    internal static ColumnBuffer Create(ColumnType type) => type.Storage switch
    {
        ColumnStorage.Boolean => new FlatColumnBuffer<bool>(type),
        ColumnStorage.Int32 => new FlatColumnBuffer<int>(type),
        ColumnStorage.UInt32 => new FlatColumnBuffer<uint>(type),
        ColumnStorage.Int64 => new FlatColumnBuffer<long>(type),
        ColumnStorage.UInt64 => new FlatColumnBuffer<ulong>(type),
        ColumnStorage.Float => new FlatColumnBuffer<float>(type),
        ColumnStorage.Double => new FlatColumnBuffer<double>(type),
        ColumnStorage.Int128 => new FlatColumnBuffer<Int128>(type),
        ColumnStorage.Bytes => new BytesColumnBuffer(type),
        ColumnStorage.Nested => new NestedColumnBuffer(type),
        _ => new NullColumnBuffer(type),
    };

    /// <summary>Appends rows of a vector, in the order given.</summary>
    internal abstract void Append(Vector source, ReadOnlySpan<int> rows);

    /// <summary>All rows as a vector that shares the buffer's memory.</summary>
    internal abstract Vector ToVector();

    /// <summary>Copies the flags of appended rows behind those of earlier ones.</summary>
    /// <param name="valid">The flags so far, or null where no row was null.</param>
    /// <param name="count">The rows so far.</param>
    /// <param name="source">The vector.</param>
    /// <param name="rows">Its rows.</param>
    private protected static void AppendValid(ref bool[]? valid, int count, Vector source, ReadOnlySpan<int> rows)
    {
        var needed = count + rows.Length;
        if (source is not (NullVector or ConstantVector) && source.Valid is null)
        {
            if (valid is null) return;
            Reserve(ref valid, count, needed);
            valid.AsSpan(count, rows.Length).Fill(true);
            return;
        }
        if (valid is null)
        {
            valid = new bool[needed];
            valid.AsSpan(0, count).Fill(true);
        }
        Reserve(ref valid, count, needed);
        for (var i = 0; i < rows.Length; i++) valid[count + i] = !source.IsNull(rows[i]);
    }

    /// <summary>Makes room for so many items, keeping the first ones.</summary>
    private protected static void Reserve<T>(ref T[] items, int count, int needed)
    {
        if (items.Length >= needed) return;
        var longer = GC.AllocateUninitializedArray<T>((int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * items.Length)));
        items.AsSpan(0, count).CopyTo(longer);
        items = longer;
    }
}
