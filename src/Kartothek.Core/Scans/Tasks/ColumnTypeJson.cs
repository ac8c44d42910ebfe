using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Types and fields as JSON.</summary>
internal static class ColumnTypeJson
{
    /// <summary>Writes a type: its kind as text, or an object where it has parameters.</summary>
    public static void Write(Utf8JsonWriter json, ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.FixedBinary:
                Start(json, type);
                json.WriteNumber("length", type.Length);
                json.WriteEndObject();
                break;
            case ColumnKind.Time or ColumnKind.Timestamp:
                Start(json, type);
                json.WriteString("unit", type.Unit.ToString());
                json.WriteBoolean("utc", type.IsUtc);
                json.WriteEndObject();
                break;
            case ColumnKind.Decimal:
                Start(json, type);
                json.WriteNumber("precision", type.Precision);
                json.WriteNumber("scale", type.Scale);
                json.WriteEndObject();
                break;
            case ColumnKind.List or ColumnKind.Struct or ColumnKind.Map:
                Start(json, type);
                json.WritePropertyName("children");
                Write(json, type.Children);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(type.Kind.ToString());
                break;
        }
    }

    /// <summary>Writes fields as an array.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Field> fields)
    {
        json.WriteStartArray();
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("type");
            Write(json, field.Type);
            json.WriteBoolean("nullable", field.IsNullable);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>Reads a type.</summary>
    public static ColumnType Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return Simple(Enum.Parse<ColumnKind>(json.GetString()!));
        }
        var kind = Enum.Parse<ColumnKind>(json.GetProperty("kind").GetString()!);
        switch (kind)
        {
            case ColumnKind.FixedBinary:
                return ColumnType.FixedBinary(json.GetProperty("length").GetInt32());
            case ColumnKind.Decimal:
                return ColumnType.Decimal(json.GetProperty("precision").GetInt32(), json.GetProperty("scale").GetInt32());
            case ColumnKind.Time or ColumnKind.Timestamp:
                var unit = Enum.Parse<ColumnUnit>(json.GetProperty("unit").GetString()!);
                var isUtc = json.GetProperty("utc").GetBoolean();
                return kind == ColumnKind.Time ? ColumnType.Time(unit, isUtc) : ColumnType.Timestamp(unit, isUtc);
            default:
                var children = ReadFields(json.GetProperty("children")).ToArray();
                return kind switch
                {
                    ColumnKind.List => ColumnType.List(children[0]),
                    ColumnKind.Map => ColumnType.Map(children[0], children[1]),
                    ColumnKind.Struct => ColumnType.Struct(children),
                    _ => throw new FormatException($"'{kind}' has no parameters."),
                };
        }
    }

    /// <summary>Reads fields.</summary>
    public static IEnumerable<Field> ReadFields(JsonElement json) => json.EnumerateArray().Select(f =>
        new Field(f.GetProperty("name").GetString()!, Read(f.GetProperty("type")), f.GetProperty("nullable").GetBoolean()));

    private static void Start(Utf8JsonWriter json, ColumnType type)
    {
        json.WriteStartObject();
        json.WriteString("kind", type.Kind.ToString());
    }

    private static ColumnType Simple(ColumnKind kind) => kind switch
    {
        ColumnKind.Null => ColumnType.Null,
        ColumnKind.Boolean => ColumnType.Boolean,
        ColumnKind.Int8 => ColumnType.Int8,
        ColumnKind.Int16 => ColumnType.Int16,
        ColumnKind.Int32 => ColumnType.Int32,
        ColumnKind.Int64 => ColumnType.Int64,
        ColumnKind.UInt8 => ColumnType.UInt8,
        ColumnKind.UInt16 => ColumnType.UInt16,
        ColumnKind.UInt32 => ColumnType.UInt32,
        ColumnKind.UInt64 => ColumnType.UInt64,
        ColumnKind.Half => ColumnType.Half,
        ColumnKind.Float => ColumnType.Float,
        ColumnKind.Double => ColumnType.Double,
        ColumnKind.String => ColumnType.String,
        ColumnKind.Binary => ColumnType.Binary,
        ColumnKind.Uuid => ColumnType.Uuid,
        ColumnKind.Date => ColumnType.Date,
        _ => throw new FormatException($"'{kind}' needs parameters."),
    };
}
