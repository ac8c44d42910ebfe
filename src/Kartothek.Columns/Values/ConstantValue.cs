using System.Globalization;
using System.Text;

namespace Kartothek.Columns;

/// <summary>The values that constants hold: which fit a type, which are the same, how they print.</summary>
internal static class ConstantValue
{
    /// <summary>Whether a value is null or lies in the storage and within the bounds of a type (see <see cref="ConstantScalar.Value"/>).</summary>
    internal static bool Fits(object? value, ColumnType type) => value switch
    {
        null => true,
        bool => type.Kind == ColumnKind.Boolean,
        int i => type.Storage == ColumnStorage.Int32 && type.Kind switch
        {
            ColumnKind.Int8 => i is >= sbyte.MinValue and <= sbyte.MaxValue,
            ColumnKind.Int16 => i is >= short.MinValue and <= short.MaxValue,
            ColumnKind.UInt8 => i is >= 0 and <= byte.MaxValue,
            ColumnKind.UInt16 => i is >= 0 and <= ushort.MaxValue,
            _ => true,
        },
        uint => type.Storage == ColumnStorage.UInt32,
        long l => type.Storage == ColumnStorage.Int64 && (type.Kind != ColumnKind.Decimal || DecimalMath.HasDigits(l, type.Precision)),
        ulong => type.Storage == ColumnStorage.UInt64,
        float f => type.Storage == ColumnStorage.Float && (type.Kind != ColumnKind.Half || float.IsNaN(f) || (float)(Half)f == f),
        double => type.Storage == ColumnStorage.Double,
        Int128 d => type.Storage == ColumnStorage.Int128 && DecimalMath.HasDigits(d, type.Precision),
        string => type.Kind == ColumnKind.String,
        byte[] b => type.Storage == ColumnStorage.Bytes && type.Kind != ColumnKind.String
            && (type.Kind == ColumnKind.Binary || b.Length == type.Length),
        _ => false,
    };

    /// <summary>Whether two values are the same, bit by bit: NaN is NaN of the same bits, and 0.0 isn't -0.0.</summary>
    internal static bool Same(object? left, object? right) => (left, right) switch
    {
        (double l, double r) => BitConverter.DoubleToInt64Bits(l) == BitConverter.DoubleToInt64Bits(r),
        (float l, float r) => BitConverter.SingleToInt32Bits(l) == BitConverter.SingleToInt32Bits(r),
        (byte[] l, byte[] r) => l.AsSpan().SequenceEqual(r),
        _ => Equals(left, right),
    };

    /// <summary>The value of a row in the form of a constant.</summary>
    internal static object? Read(Vector vector, int row) => vector.IsNull(row) ? null : vector switch
    {
        FlatVector<bool> flat => flat.Values[row],
        FlatVector<int> flat => flat.Values[row],
        FlatVector<uint> flat => flat.Values[row],
        FlatVector<long> flat => flat.Values[row],
        FlatVector<ulong> flat => flat.Values[row],
        FlatVector<float> flat => flat.Values[row],
        FlatVector<double> flat => flat.Values[row],
        FlatVector<Int128> flat => flat.Values[row],
        BytesVector text when text.Type.Kind == ColumnKind.String => Encoding.UTF8.GetString(text[row]),
        BytesVector bytes => bytes[row].ToArray(),
        DictionaryVector dictionary => Read(dictionary.Dictionary.Entries, dictionary.Codes[row]),
        ConstantVector constant => Read(constant.Value, 0),
        _ => throw new ArgumentException($"A row of a '{vector.GetType().Name}' is no constant.", nameof(vector)),
    };

    /// <summary>A hash that agrees with <see cref="Same"/>.</summary>
    internal static int HashOf(object? value)
    {
        switch (value)
        {
            case byte[] bytes:
                var hash = new HashCode();
                hash.AddBytes(bytes);
                return hash.ToHashCode();
            case double d:
                return BitConverter.DoubleToInt64Bits(d).GetHashCode();
            case float f:
                return BitConverter.SingleToInt32Bits(f);
            default:
                return value?.GetHashCode() ?? 0;
        }
    }

    /// <summary>The value as plans print it.</summary>
    internal static string Print(object? value, ColumnType type) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => Quote(s),
        byte[] b when type.Kind == ColumnKind.Uuid => new Guid(b, bigEndian: true).ToString(),
        byte[] b => b.Length <= 32 ? $"x'{Convert.ToHexStringLower(b)}'" : $"x'{Convert.ToHexStringLower(b.AsSpan(0, 32))}…'",
        int i => type.Kind switch
        {
            ColumnKind.Date => Calendar.PrintDate(i),
            ColumnKind.Time => Calendar.PrintTime(i, type.Unit),
            _ => i.ToString(CultureInfo.InvariantCulture),
        },
        long l => type.Kind switch
        {
            ColumnKind.Timestamp => Calendar.PrintTimestamp(l, type.Unit, type.IsUtc),
            ColumnKind.Time => Calendar.PrintTime(l, type.Unit),
            ColumnKind.Decimal => DecimalMath.Print(l, type.Scale),
            _ => l.ToString(CultureInfo.InvariantCulture),
        },
        Int128 d => DecimalMath.Print(d, type.Scale),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Text in single quotes, those inside doubled; what nobody would see, or what would break the line, as escapes.</summary>
    internal static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('\'');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'') quoted.Append("''");
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1])) quoted.Append(c).Append(text[++i]);
            else if (IsUnseen(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }

        return quoted.Append('\'').ToString();
    }

    // Half a surrogate pair can't even be encoded.
    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
