using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Kartothek.Testing;

/// <summary>A literal that carries its kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Value">The value as <see cref="GoldenLiteralKind"/> says; null for a list and for null.</param>
/// <param name="Items">The literals of a list, else empty.</param>
public sealed record GoldenLiteral(GoldenLiteralKind Kind, object? Value, ImmutableArray<GoldenLiteral> Items)
{
    /// <summary>Null.</summary>
    public static GoldenLiteral Null { get; } = new(GoldenLiteralKind.Null, null, []);

    /// <summary>Reads <c>{"int": 5}</c> and its like.</summary>
    /// <exception cref="FormatException">The kind is unknown.</exception>
    public static GoldenLiteral Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return Null;

        var member = json.EnumerateObject().First();
        var value = member.Value;
        return member.Name switch
        {
            "list" => new(GoldenLiteralKind.List, null, [.. value.EnumerateArray().Select(Read)]),
            "int" => Of(GoldenLiteralKind.Int, Int128.Parse(value.GetRawText(), CultureInfo.InvariantCulture)),
            "float" => Of(GoldenLiteralKind.Float, GoldenValues.ReadFloat(value)),
            "bool" => Of(GoldenLiteralKind.Bool, value.GetBoolean()),
            "string" => Of(GoldenLiteralKind.String, value.GetString()!),
            "bytes" => Of(GoldenLiteralKind.Bytes, Convert.FromHexString(value.GetString()!)),
            "date" => Of(GoldenLiteralKind.Date, DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - GoldenValues.EpochDay),
            "timestamp_ns" => Of(GoldenLiteralKind.Timestamp, (Int128)value.GetInt64()),
            "timestamp_utc_ns" => Of(GoldenLiteralKind.UtcTimestamp, (Int128)value.GetInt64()),
            _ => throw new FormatException($"The answers hold a literal of the unknown kind '{member.Name}'."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Kind == GoldenLiteralKind.List ? $"[{string.Join(", ", Items)}]" : GoldenValues.Text(Value);

    private static GoldenLiteral Of(GoldenLiteralKind kind, object value) => new(kind, value, []);
}
