using System.Buffers;
using System.Text;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The text under <c>pandas</c> in a footer's key-value metadata (format.md 3.5), by which Python knows the columns of the data frame.</summary>
internal static class PandasJson
{
    /// <summary>The name of the entry.</summary>
    public const string Key = "pandas";

    /// <summary>The text for a schema file or a data file: keys sorted, plain numpy names, no index column.</summary>
    public static string Of(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("column_indexes");
            json.WriteEndArray();
            json.WriteStartArray("columns");
            foreach (var field in schema.Fields)
            {
                WriteColumn(json, field);
            }
            json.WriteEndArray();
            json.WriteStartObject("creator");
            json.WriteString("library", "Kartothek.Linq");
            json.WriteString("version", "0.1.0");
            json.WriteEndObject();
            WriteRange(json);
            json.WriteString("pandas_version", "1.4.0");
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The names of a type for pandas and for numpy. Text is what makes Kartothek read <c>string</c> and Plateau turn it into <c>large_string</c>.</summary>
    internal static (string Pandas, string Numpy) NamesOf(ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Kind switch
        {
            ColumnKind.Boolean => ("bool", "bool"),
            _ when type.IsInteger => (type.ToString(), type.ToString()),
            ColumnKind.Half => ("float16", "float16"),
            ColumnKind.Float => ("float32", "float32"),
            ColumnKind.Double => ("float64", "float64"),
            ColumnKind.Timestamp => (type.IsUtc ? "datetimetz" : "datetime", "datetime64[ns]"),
            ColumnKind.String => ("unicode", "object"),
            ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Uuid => ("bytes", "object"),
            ColumnKind.Date => ("date", "object"),
            ColumnKind.Time => ("time", "object"),
            ColumnKind.Decimal => ("decimal", "object"),
            ColumnKind.Null => ("empty", "object"),
            ColumnKind.List => ($"list[{NamesOf(type.Children[0].Type).Pandas}]", "object"),
            _ => ("object", "object"),
        };
    }

    private static void WriteColumn(Utf8JsonWriter json, Field field)
    {
        var (pandas, numpy) = NamesOf(field.Type);
        json.WriteStartObject();
        json.WriteString("field_name", field.Name);
        json.WritePropertyName("metadata");
        WriteParameters(json, field.Type);
        json.WriteString("name", field.Name);
        json.WriteString("numpy_type", numpy);
        json.WriteString("pandas_type", pandas);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, ColumnType type)
    {
        switch (type)
        {
            case { Kind: ColumnKind.Decimal }:
                json.WriteStartObject();
                json.WriteNumber("precision", type.Precision);
                json.WriteNumber("scale", type.Scale);
                json.WriteEndObject();
                break;
            case { Kind: ColumnKind.Timestamp, IsUtc: true }:
                json.WriteStartObject();
                json.WriteString("timezone", "UTC");
                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    // A range that doesn't fit the number of rows is harmless, and the number isn't known when the entry is made.
    private static void WriteRange(Utf8JsonWriter json)
    {
        json.WriteStartArray("index_columns");
        json.WriteStartObject();
        json.WriteString("kind", "range");
        json.WriteNull("name");
        json.WriteNumber("start", 0);
        json.WriteNumber("step", 1);
        json.WriteNumber("stop", 0);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
