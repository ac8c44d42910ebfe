using System.Globalization;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects one column of a CSV file into a vector, block by block.</summary>
internal abstract class CsvColumn
{
    /// <summary>The most rows of a block.</summary>
    public const int BlockRows = 4096;

    /// <summary>Where the field is in a row, or -1 where the file lacks the column.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Name and type wanted.</summary>
    public required Field Field { get; init; }

    /// <summary>The column of a type; one without a text form in CSV files is an error.</summary>
    /// <param name="key">The file, for messages.</param>
    /// <param name="field">Name and type wanted.</param>
    /// <param name="ordinal">Where the field is in a row, or -1.</param>
    public static CsvColumn Create(string key, Field field, int ordinal)
    {
        var type = field.Type;
        return ordinal < 0 || type.Kind == ColumnKind.Null ? new CsvNullColumn { Field = field, Ordinal = ordinal } : type.Kind switch
        {
            ColumnKind.Boolean => Flat<bool>(ValueText.TryParseBoolean),
            ColumnKind.Int8 or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.UInt8 or ColumnKind.UInt16 =>
                Flat((ReadOnlySpan<char> text, out int value) => Narrow(TryInteger(text, type.Kind, out var wide), wide, out value)),
            ColumnKind.Int64 => Flat((ReadOnlySpan<char> text, out long value) => TryInteger(text, ColumnKind.Int64, out value)),
            ColumnKind.UInt32 => Flat((ReadOnlySpan<char> text, out uint value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)),
            ColumnKind.UInt64 => Flat((ReadOnlySpan<char> text, out ulong value) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)),
            ColumnKind.Double => Flat((ReadOnlySpan<char> text, out double value) => PythonFloat.TryParse(text, out value)),
            ColumnKind.Float => Flat((ReadOnlySpan<char> text, out float value) => Narrow(PythonFloat.TryParse(text, out var wide), wide, out value)),
            ColumnKind.Half => Flat((ReadOnlySpan<char> text, out float value) => Narrow(PythonFloat.TryParse(text, out var wide), (double)(Half)wide, out value)),
            ColumnKind.Date => Flat<int>(TimeText.TryParseDate),
            ColumnKind.Timestamp => Flat((ReadOnlySpan<char> text, out long value) => TimeText.TryParseTimestamp(text, type.Unit, out value)),
            ColumnKind.Time when type.Storage == ColumnStorage.Int32 =>
                Flat((ReadOnlySpan<char> text, out int value) => Narrow(TimeText.TryParseTime(text, type.Unit, out var wide), wide, out value)),
            ColumnKind.Time => Flat((ReadOnlySpan<char> text, out long value) => TimeText.TryParseTime(text, type.Unit, out value)),
            ColumnKind.Decimal when type.Storage == ColumnStorage.Int64 =>
                Flat((ReadOnlySpan<char> text, out long value) => Narrow(DecimalText.TryParse(text, type.Precision, type.Scale, out var wide), wide, out value)),
            ColumnKind.Decimal => Flat((ReadOnlySpan<char> text, out Int128 value) => DecimalText.TryParse(text, type.Precision, type.Scale, out value)),
            ColumnKind.String => new CsvTextColumn { Field = field, Ordinal = ordinal },
            _ => throw CoreErrors.CsvType(key, field),
        };

        CsvFlatColumn<T> Flat<T>(CsvFlatColumn<T>.Parser parser)
            where T : unmanaged => new(parser) { Field = field, Ordinal = ordinal };
    }

    /// <summary>Adds a row; false where the UTF-8 text isn't of the type.</summary>
    public abstract bool TryAdd(ReadOnlySpan<byte> text);

    /// <summary>Adds a null.</summary>
    public abstract void AddNull();

    /// <summary>The rows added since the last <see cref="Clear"/>, lent until then.</summary>
    public abstract Vector ToVector();

    /// <summary>Leaves only some of the rows.</summary>
    /// <param name="rows">Ascending positions.</param>
    public abstract void Keep(ReadOnlySpan<int> rows);

    /// <summary>Forgets the rows.</summary>
    public abstract void Clear();

    /// <summary>pandas writes an integer column that once met a null as floating-point numbers.</summary>
    private static bool TryInteger(ReadOnlySpan<char> text, ColumnKind kind, out long value) =>
        ValueText.TryParseInteger(text, kind, out value)
        || (text.EndsWith(".0") && ValueText.TryParseInteger(text[..^2], kind, out value));

    private static bool Narrow(bool isParsed, long wide, out int value)
    {
        value = (int)wide;
        return isParsed;
    }

    private static bool Narrow(bool isParsed, Int128 wide, out long value)
    {
        value = (long)wide;
        return isParsed;
    }

    private static bool Narrow(bool isParsed, double wide, out float value)
    {
        value = (float)wide;
        return isParsed;
    }
}
