using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Brings a column of new rows into the type that a data file has. Not thread-safe.</summary>
internal abstract class ColumnConversion
{
    private ValueDictionary? _dictionary;
    private ValueDictionary? _converted;

    private protected ColumnConversion(Field column, ColumnType type) => (Column, Type) = (column, type);

    /// <summary>The column of the rows.</summary>
    protected Field Column { get; }

    /// <summary>The type in the file.</summary>
    public ColumnType Type { get; }

    /// <summary>The conversion of a column, or null where the file has it as it is.</summary>
    /// <param name="column">The column of the rows.</param>
    /// <param name="stored">The column as the dataset has it; null where it has none.</param>
    /// <param name="keepsNanoseconds">Whether a column that the dataset lacks may stay in nanoseconds.</param>
    public static ColumnConversion? Of(Field column, Field? stored, bool keepsNanoseconds)
    {
        var type = column.Type;
        if (type.Kind == ColumnKind.Null && stored is not null && stored.Type.Kind != ColumnKind.Null)
        {
            return new NullFill(column, stored.Type);
        }
        if (type.Kind == ColumnKind.Half)
        {
            // Kartothek's pyarrow has no 16-bit numbers in files.
            return new Retyping(column, ColumnType.Float);
        }
        if (type.Kind != ColumnKind.Timestamp)
        {
            return null;
        }
        var keeps = stored?.Type.Kind == ColumnKind.Timestamp ? stored.Type.Unit == ColumnUnit.Nanosecond : keepsNanoseconds;
        return type.Unit == ColumnUnit.Microsecond || (type.Unit == ColumnUnit.Nanosecond && keeps)
            ? null
            : new TimestampConversion(column, ColumnType.Timestamp(ColumnUnit.Microsecond, type.IsUtc));
    }

    /// <summary>The column in the type of the file, valid as long as the source.</summary>
    /// <param name="source">The column of a block.</param>
    /// <param name="firstRow">The number of the block's first row, for messages.</param>
    /// <exception cref="KartothekException">A value doesn't fit (<see cref="ErrorKind.Invalid"/>).</exception>
    public Vector Convert(Vector source, long firstRow)
    {
        switch (source)
        {
            case NullVector:
                return new NullVector(Type) { Length = source.Length };
            case ConstantVector constant:
                return new ConstantVector(Type, Convert(constant.Value, firstRow)) { Length = constant.Length };
            case DictionaryVector dictionary:
                if (!ReferenceEquals(_dictionary, dictionary.Dictionary))
                {
                    _converted = new ValueDictionary(Copied(ConvertFlat(dictionary.Dictionary.Entries, firstRow)));
                    _dictionary = dictionary.Dictionary;
                }
                return new DictionaryVector(Type) { Codes = dictionary.Codes, Dictionary = _converted!, Valid = dictionary.Valid, Length = dictionary.Length };
            default:
                return ConvertFlat(source, firstRow);
        }
    }

    private protected abstract Vector ConvertFlat(Vector source, long firstRow);

    // What ConvertFlat gives is overwritten by its next call, and a dictionary outlives it.
    private protected virtual Vector Copied(Vector converted) => converted;

    private sealed class NullFill(Field column, ColumnType type) : ColumnConversion(column, type)
    {
        private protected override Vector ConvertFlat(Vector source, long firstRow) => new NullVector(Type) { Length = source.Length };
    }

    private sealed class Retyping(Field column, ColumnType type) : ColumnConversion(column, type)
    {
        private protected override Vector ConvertFlat(Vector source, long firstRow) =>
            new FlatVector<float>(Type) { Values = ((FlatVector<float>)source).Values, Valid = source.Valid, Length = source.Length };
    }
}
