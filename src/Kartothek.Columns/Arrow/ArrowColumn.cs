using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>An Arrow array in the making.</summary>
internal abstract class ArrowColumn
{
    /// <summary>Which rows have values.</summary>
    private protected Bitmap Validity { get; } = new();

    /// <summary>A column for a type.</summary>
    internal static ArrowColumn Create(Field field) => field.Type.Kind switch
    {
        ColumnKind.Null => new NullArrowColumn(),
        ColumnKind.Boolean => new BooleanArrowColumn(),
        ColumnKind.Int8 => new FixedArrowColumn<int, sbyte>(field.Type),
        ColumnKind.Int16 => new FixedArrowColumn<int, short>(field.Type),
        ColumnKind.UInt8 => new FixedArrowColumn<int, byte>(field.Type),
        ColumnKind.UInt16 => new FixedArrowColumn<int, ushort>(field.Type),
        ColumnKind.Half => new FixedArrowColumn<float, Half>(field.Type),
        ColumnKind.Float => new FixedArrowColumn<float, float>(field.Type),
        ColumnKind.Double => new FixedArrowColumn<double, double>(field.Type),
        ColumnKind.UInt32 => new FixedArrowColumn<uint, uint>(field.Type),
        ColumnKind.UInt64 => new FixedArrowColumn<ulong, ulong>(field.Type),
        ColumnKind.Decimal when field.Type.Storage == ColumnStorage.Int64 => new FixedArrowColumn<long, Int128>(field.Type),
        ColumnKind.Decimal => new FixedArrowColumn<Int128, Int128>(field.Type),
        ColumnKind.String or ColumnKind.Binary => new BytesArrowColumn(field),
        ColumnKind.FixedBinary or ColumnKind.Uuid => new FixedBytesArrowColumn(field),
        ColumnKind.List or ColumnKind.Struct or ColumnKind.Map => new NestedArrowColumn(field.Type),
        _ => field.Type.Storage == ColumnStorage.Int32 ? new FixedArrowColumn<int, int>(field.Type) : new FixedArrowColumn<long, long>(field.Type),
    };

    /// <summary>Appends rows of a vector of the column's type.</summary>
    internal abstract void Append(Vector vector, int start, int count);

    /// <summary>The array of what was appended; the column starts anew.</summary>
    internal abstract IArrowArray Build();

    private protected void AppendValidity(ReadOnlySpan<bool> valid, int start, int count)
    {
        if (valid.Length == 0) Validity.Append(true, count);
        else Validity.Append(valid.Slice(start, count));
    }
}
