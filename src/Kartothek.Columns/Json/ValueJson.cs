using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kartothek.Columns;

/// <summary>Constants as JSON, read by their type: numbers as numbers, floats that JSON lacks and wide integers as text, bytes in base64.</summary>
internal static class ValueJson
{
    /// <summary>Writes a constant (see <see cref="ConstantScalar.Value"/>) as a member of an object.</summary>
    public static void Write(Utf8JsonWriter writer, string member, object? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(member);
        Write(writer, value);
    }

    /// <summary>Writes a constant (see <see cref="ConstantScalar.Value"/>), or the sum of an aggregate.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool b: writer.WriteBooleanValue(b); break;
            case int i: writer.WriteNumberValue(i); break;
            case uint u: writer.WriteNumberValue(u); break;
            case long l: writer.WriteNumberValue(l); break;
            case ulong u: writer.WriteNumberValue(u); break;
            case Int128 wide: writer.WriteStringValue(wide.ToString(CultureInfo.InvariantCulture)); break;
            case BigInteger wide: writer.WriteStringValue(wide.ToString(CultureInfo.InvariantCulture)); break;

            // By their bits: NaNs differ, and -0.0 is a number of its own.
            case float f: writer.WriteStringValue(BitConverter.SingleToUInt32Bits(f).ToString("X8", CultureInfo.InvariantCulture)); break;
            case double d: writer.WriteStringValue(BitConverter.DoubleToUInt64Bits(d).ToString("X16", CultureInfo.InvariantCulture)); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            case string text when Utf8Order.IsWellFormed(text): writer.WriteStringValue(text); break;

            // A lone surrogate has no UTF-8 form.
            case string text:
                writer.WriteStartArray();
                writer.WriteBase64StringValue(MemoryMarshal.AsBytes(text.AsSpan()));
                writer.WriteEndArray();
                break;
            default: throw new ArgumentException($"There is no form for a '{value.GetType().Name}'.", nameof(value));
        }
    }

    /// <summary>Reads a constant of a type, or null.</summary>
    /// <exception cref="KartothekException">The element isn't a constant of that type (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static object? Read(JsonElement json, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return JsonReading.Guard("value", () => Scalar.Constant(ReadValue(json, type), type).Value);
    }

    private static object? ReadValue(JsonElement json, ColumnType type)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        return type.Storage switch
        {
            ColumnStorage.Boolean => json.GetBoolean(),
            ColumnStorage.Int32 => json.GetInt32(),
            ColumnStorage.UInt32 => json.GetUInt32(),
            ColumnStorage.Int64 => json.GetInt64(),
            ColumnStorage.UInt64 => json.GetUInt64(),
            ColumnStorage.Float => BitConverter.UInt32BitsToSingle(uint.Parse(json.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
            ColumnStorage.Double => BitConverter.UInt64BitsToDouble(ulong.Parse(json.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
            ColumnStorage.Int128 => Int128.Parse(json.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            ColumnStorage.Bytes when type.Kind == ColumnKind.String => Text(json),
            ColumnStorage.Bytes => json.GetBytesFromBase64(),
            _ => throw new FormatException($"there are no constants of type '{type}'"),
        };
    }

    private static string Text(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return json.GetString()!;
        var bytes = json[0].GetBytesFromBase64();
        return new(MemoryMarshal.Cast<byte, char>(bytes));
    }
}
