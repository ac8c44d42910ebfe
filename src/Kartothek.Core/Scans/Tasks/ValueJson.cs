using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Values of constants as JSON. Exact for every value: NaN and infinities are their names, 128-bit integers and bytes are text.</summary>
internal static class ValueJson
{
    /// <summary>Writes a value as <see cref="ConstantScalar.Value"/> has it, or null.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool b:
                json.WriteBooleanValue(b);
                break;
            case int i:
                json.WriteNumberValue(i);
                break;
            case uint u:
                json.WriteNumberValue(u);
                break;
            case long l:
                json.WriteNumberValue(l);
                break;
            case ulong u:
                json.WriteNumberValue(u);
                break;
            case float f when float.IsFinite(f):
                json.WriteNumberValue(f);
                break;
            case double d when double.IsFinite(d):
                json.WriteNumberValue(d);
                break;
            case float or double or Int128:
                json.WriteStringValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case string text:
                WriteText(json, text);
                break;
            default:
                json.WriteBase64StringValue((byte[])value);
                break;
        }
    }

    /// <summary>Reads a value of a type, or null.</summary>
    public static object? Read(JsonElement json, ColumnType type) => json.ValueKind == JsonValueKind.Null ? null : type.Storage switch
    {
        ColumnStorage.Boolean => json.GetBoolean(),
        ColumnStorage.Int32 => json.GetInt32(),
        ColumnStorage.UInt32 => json.GetUInt32(),
        ColumnStorage.Int64 => json.GetInt64(),
        ColumnStorage.UInt64 => json.GetUInt64(),
        ColumnStorage.Float => json.ValueKind == JsonValueKind.String ? float.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetSingle(),
        ColumnStorage.Double => json.ValueKind == JsonValueKind.String ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture) : json.GetDouble(),
        ColumnStorage.Int128 => Int128.Parse(json.GetString()!, CultureInfo.InvariantCulture),
        ColumnStorage.Bytes when type.Kind == ColumnKind.String => ReadText(json),
        ColumnStorage.Bytes => json.GetBytesFromBase64(),
        _ => throw new FormatException($"A constant of {type} can only be null."),
    };

    // A lone surrogate is a constant that no text equals, but one that a program can compare with. JSON can't hold it.
    private static void WriteText(Utf8JsonWriter json, string text)
    {
        if (IsWellFormed(text))
        {
            json.WriteStringValue(text);
            return;
        }
        json.WriteStartObject();
        json.WriteBase64String("utf16", MemoryMarshal.AsBytes(text.AsSpan()));
        json.WriteEndObject();
    }

    private static string ReadText(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? new string(MemoryMarshal.Cast<byte, char>(json.GetProperty("utf16").GetBytesFromBase64()))
        : json.GetString()!;

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }
            i++;
        }
        return true;
    }
}
