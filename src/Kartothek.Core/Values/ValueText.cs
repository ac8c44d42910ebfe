using System.Globalization;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Values as the text that Python's <c>str</c> makes of them (format.md 1.5), and back (5.5).</summary>
internal static class ValueText
{
    /// <summary>Reads a value of a type; false where the text isn't one, or the type can't hold it exactly.</summary>
    /// <param name="bytes">The text in UTF-8, or a binary value.</param>
    /// <param name="type">The type wanted.</param>
    /// <param name="value">The value as <see cref="ConstantScalar.Value"/> has it.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, ColumnType type, out object? value)
    {
        value = null;
        switch (type.Kind)
        {
            case ColumnKind.Binary:
                value = bytes.ToArray();
                return true;
            case ColumnKind.FixedBinary:
                value = bytes.ToArray();
                return bytes.Length == type.Length;
            case ColumnKind.Uuid when Guid.TryParse(bytes, CultureInfo.InvariantCulture, out var guid):
                value = guid.ToByteArray(bigEndian: true);
                return true;
        }
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return false;
        }
        var text = Encoding.UTF8.GetString(bytes);
        if (type.Kind == ColumnKind.String)
        {
            value = text;
            return true;
        }
        return TryParse(text, type, out value);
    }

    /// <summary>The text of a value that isn't null; binary values are themselves.</summary>
    public static byte[] Format(object value, ColumnType type) => value as byte[] is { } bytes && type.Kind != ColumnKind.Uuid
        ? bytes
        : Encoding.UTF8.GetBytes(value switch
        {
            byte[] uuid => new Guid(uuid, bigEndian: true).ToString(),
            bool b => b ? "True" : "False",
            string s => s,
            double d => PythonFloat.Format(d),
            // Python has no other floating type: a float is widened before it is printed.
            float f => PythonFloat.Format(f),
            int days when type.Kind == ColumnKind.Date => TimeText.FormatDate(days),
            int time when type.Kind == ColumnKind.Time => TimeText.FormatTime(time, type.Unit),
            long time when type.Kind == ColumnKind.Time => TimeText.FormatTime(time, type.Unit),
            long stamp when type.Kind == ColumnKind.Timestamp => TimeText.FormatTimestamp(stamp, type.Unit) + (type.IsUtc ? "+00:00" : ""),
            long unscaled when type.Kind == ColumnKind.Decimal => DecimalText.Format(unscaled, type.Scale),
            Int128 unscaled => DecimalText.Format(unscaled, type.Scale),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"A value of {value.GetType()} isn't a constant of a column.", nameof(value)),
        });

    /// <summary>Reads a signed integer of a kind into its range.</summary>
    public static bool TryParseInteger(ReadOnlySpan<char> text, ColumnKind kind, out long value)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }
        return kind switch
        {
            ColumnKind.Int8 => value is >= sbyte.MinValue and <= sbyte.MaxValue,
            ColumnKind.Int16 => value is >= short.MinValue and <= short.MaxValue,
            ColumnKind.Int32 => value is >= int.MinValue and <= int.MaxValue,
            ColumnKind.UInt8 => value is >= 0 and <= byte.MaxValue,
            ColumnKind.UInt16 => value is >= 0 and <= ushort.MaxValue,
            _ => true,
        };
    }

    /// <summary>Reads a truth value in any case.</summary>
    public static bool TryParseBoolean(ReadOnlySpan<char> text, out bool value)
    {
        value = text.Equals("True", StringComparison.OrdinalIgnoreCase);
        return value || text.Equals("False", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParse(string text, ColumnType type, out object? value)
    {
        value = null;
        switch (type.Kind)
        {
            case ColumnKind.Boolean:
                return Set(TryParseBoolean(text, out var boolean), boolean, out value);
            case ColumnKind.Int8 or ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.UInt8 or ColumnKind.UInt16:
                return Set(TryParseInteger(text, type.Kind, out var integer), (int)integer, out value);
            case ColumnKind.Int64:
                return Set(TryParseInteger(text, type.Kind, out var wide), wide, out value);
            case ColumnKind.UInt32:
                return Set(uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unsigned), unsigned, out value);
            case ColumnKind.UInt64:
                return Set(ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wideUnsigned), wideUnsigned, out value);
            case ColumnKind.Half:
                return Set(PythonFloat.TryParse(text, out var half), (float)(Half)half, out value);
            case ColumnKind.Float:
                return Set(PythonFloat.TryParse(text, out var single), (float)single, out value);
            case ColumnKind.Double:
                return Set(PythonFloat.TryParse(text, out var number), number, out value);
            case ColumnKind.Date:
                return Set(TimeText.TryParseDate(text, out var days), days, out value);
            case ColumnKind.Timestamp:
                return Set(TimeText.TryParseTimestamp(text, type.Unit, out var stamp), stamp, out value);
            case ColumnKind.Time when type.Storage == ColumnStorage.Int32:
                return Set(TimeText.TryParseTime(text, type.Unit, out var milliseconds), (int)milliseconds, out value);
            case ColumnKind.Time:
                return Set(TimeText.TryParseTime(text, type.Unit, out var time), time, out value);
            case ColumnKind.Decimal:
                var isDecimal = DecimalText.TryParse(text, type.Precision, type.Scale, out var unscaled);
                return type.Storage == ColumnStorage.Int64 ? Set(isDecimal, (long)unscaled, out value) : Set(isDecimal, unscaled, out value);
            default:
                return false;
        }
    }

    private static bool Set<T>(bool isParsed, T parsed, out object? value)
    {
        value = isParsed ? parsed : null;
        return isParsed;
    }
}
