using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>
/// Recorded values as CLR objects: null, <see cref="bool"/>, <see cref="long"/> (signed integers of any width), <see cref="ulong"/>
/// (unsigned ones), <see cref="double"/> (all floating types), <see cref="string"/>, <c>byte[]</c>, <see cref="int"/> (a date: days since
/// 1970-01-01), <see cref="long"/> (times and timestamps in the column's unit), <see cref="System.Int128"/> (a decimal, unscaled), and
/// <c>object?[]</c> (a list).
/// </summary>
public static class GoldenValues
{
    /// <summary>The <see cref="DateOnly.DayNumber"/> of 1970-01-01.</summary>
    public const int EpochDay = 719162;

    /// <summary>Reads a value of a column.</summary>
    /// <param name="json">The recorded value.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="inSeconds">Whether the recorded unit of a time is seconds (see <see cref="ArrowTypeText"/>).</param>
    public static object? Read(JsonElement json, ColumnType type, bool inSeconds = false)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;

        return type.Kind switch
        {
            ColumnKind.Boolean => json.GetBoolean(),
            _ when type.IsUnsigned => json.GetUInt64(),
            _ when type.IsInteger => json.GetInt64(),
            _ when type.IsFloating => ReadFloat(json),
            ColumnKind.String => json.GetString(),
            ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid => Convert.FromHexString(json.GetString()!),
            ColumnKind.Date => json.GetInt32(),
            ColumnKind.Time or ColumnKind.Timestamp => json.GetInt64() * (inSeconds ? 1000 : 1),
            ColumnKind.Decimal => ReadDecimal(json.GetString()!, type.Scale),
            ColumnKind.List => json.EnumerateArray().Select(item => Read(item, type.Children[0].Type)).ToArray(),
            _ => throw new FormatException($"The answers hold the value {json.GetRawText()} in a column of type {type}."),
        };
    }

    /// <summary>A number, or <c>"NaN"</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>.</summary>
    public static double ReadFloat(JsonElement json) => json.ValueKind == JsonValueKind.Number
        ? json.GetDouble()
        : double.Parse(json.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Reads a column without a type, and finds the narrowest that holds its values.</summary>
    public static (ColumnType Type, ImmutableArray<object?> Values) ReadUntyped(JsonElement json)
    {
        var kinds = json.EnumerateArray().Where(value => value.ValueKind != JsonValueKind.Null).ToArray();
        var type =
            kinds.Length == 0 ? ColumnType.Null
            : kinds.All(value => value.ValueKind is JsonValueKind.True or JsonValueKind.False) ? ColumnType.Boolean
            : kinds.All(value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _)) ? ColumnType.Int64
            : kinds.All(value => value.ValueKind == JsonValueKind.Number) ? ColumnType.Double
            : ColumnType.String;
        return (type, [.. json.EnumerateArray().Select(value => Read(value, type))]);
    }

    /// <summary>Whether two values of one column are the same: NaN is NaN, and bytes and lists are compared by their content.</summary>
    public static bool Same(object? left, object? right) => (left, right) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        _ => Equals(left, right),
    };

    /// <summary>The value as messages print it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        byte[] bytes => $"0x{Convert.ToHexString(bytes)}",
        object?[] items => $"[{string.Join(", ", items.Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static Int128 ReadDecimal(string text, int scale)
    {
        var point = text.IndexOf('.');
        var digits = point < 0 ? text : text.Remove(point, 1);
        var fraction = point < 0 ? 0 : text.Length - point - 1;
        if (fraction > scale || digits.Contains('E', StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"The answers hold the decimal '{text}' in a column of {scale} digits behind the point.");

        return Int128.Parse(digits + new string('0', scale - fraction), CultureInfo.InvariantCulture);
    }
}
