using System.Collections.Immutable;
using System.Text.Json;

namespace Kartothek.Columns;

/// <summary>Column types and schemas as JSON; a type is the kind's name, or an object with its parameters.</summary>
public static class TypeJson
{
    /// <summary>Writes a type as a member of an object.</summary>
    public static void Write(Utf8JsonWriter writer, string member, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(type);
        writer.WritePropertyName(member);
        Write(writer, type);
    }

    /// <summary>Writes a schema as a member of an object: an array of its fields.</summary>
    public static void Write(Utf8JsonWriter writer, string member, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(schema);
        writer.WritePropertyName(member);
        WriteFields(writer, schema.Fields);
    }

    /// <summary>Reads a schema.</summary>
    /// <exception cref="KartothekException">The element isn't a schema (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static Schema ReadSchema(JsonElement json) => JsonReading.Guard("schema", () => new Schema([.. json.EnumerateArray().Select(ReadField)]));

    /// <summary>Reads a type.</summary>
    /// <exception cref="KartothekException">The element isn't a type (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static ColumnType Read(JsonElement json) => JsonReading.Guard("type", () => ReadType(json));

    private static ColumnType ReadType(JsonElement json)
    {
        var kind = json.ValueKind == JsonValueKind.String ? Kind(json.GetString()!) : JsonReading.Name<ColumnKind>(json, "kind");
        return kind switch
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
            ColumnKind.FixedBinary => ColumnType.FixedBinary(NotNegative(json, "length")),
            ColumnKind.Time => ColumnType.Time(JsonReading.Name<ColumnUnit>(json, "unit"), json.GetProperty("utc").GetBoolean()),
            ColumnKind.Timestamp => ColumnType.Timestamp(JsonReading.Name<ColumnUnit>(json, "unit"), json.GetProperty("utc").GetBoolean()),
            ColumnKind.Decimal => ColumnType.Decimal(NotNegative(json, "precision"), NotNegative(json, "scale")),
            _ => Nested(kind, [.. json.GetProperty("children").EnumerateArray().Select(ReadField)]),
        };
    }

    private static void Write(Utf8JsonWriter writer, ColumnType type)
    {
        var isPlain = type.Kind is not (ColumnKind.FixedBinary or ColumnKind.Time or ColumnKind.Timestamp or ColumnKind.Decimal) && !type.IsNested;
        if (isPlain)
        {
            writer.WriteStringValue(type.Kind.ToString());
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("kind", type.Kind.ToString());
        switch (type.Kind)
        {
            case ColumnKind.FixedBinary:
                writer.WriteNumber("length", type.Length);
                break;
            case ColumnKind.Time or ColumnKind.Timestamp:
                writer.WriteString("unit", type.Unit.ToString());
                writer.WriteBoolean("utc", type.IsUtc);
                break;
            case ColumnKind.Decimal:
                writer.WriteNumber("precision", type.Precision);
                writer.WriteNumber("scale", type.Scale);
                break;
            default:
                writer.WritePropertyName("children");
                WriteFields(writer, type.Children);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, ImmutableArray<Field> fields)
    {
        writer.WriteStartArray();
        foreach (var field in fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            Write(writer, "type", field.Type);
            writer.WriteBoolean("nullable", field.IsNullable);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Field ReadField(JsonElement json) =>
        new(JsonReading.Text(json, "name"), ReadType(json.GetProperty("type")), json.GetProperty("nullable").GetBoolean());

    private static ColumnType Nested(ColumnKind kind, Field[] children) => (kind, children) switch
    {
        (ColumnKind.List, [var element]) => ColumnType.List(element),
        (ColumnKind.Map, [var key, var value]) => ColumnType.Map(key, value),
        (ColumnKind.Struct, _) => ColumnType.Struct(children),
        _ => throw new FormatException($"a '{kind}' has {children.Length} children"),
    };

    private static ColumnKind Kind(string name)
    {
        foreach (var kind in Enum.GetValues<ColumnKind>())
        {
            if (kind.ToString() == name) return kind;
        }

        throw new FormatException($"there is no type '{name}'");
    }

    private static int NotNegative(JsonElement json, string member) =>
        json.GetProperty(member).GetInt32() is var number and >= 0 ? number : throw new FormatException($"'{member}' is negative");
}
