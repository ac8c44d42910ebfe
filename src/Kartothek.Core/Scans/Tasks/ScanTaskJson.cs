using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Tasks as JSON, for sending them to another process of the same version.</summary>
internal static class ScanTaskJson
{
    /// <summary>Writes a task as UTF-8.</summary>
    public static byte[] Write(ScanTask task)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("file", task.FileKey);
            json.WriteString("format", task.Format.ToString());
            json.WriteStartArray("rowGroups");
            foreach (var group in task.RowGroups)
            {
                json.WriteNumberValue(group);
            }
            json.WriteEndArray();
            if (task.Rows is { } rows)
            {
                json.WriteStartArray("rows");
                json.WriteNumberValue(rows.First);
                json.WriteNumberValue(rows.End);
                json.WriteEndArray();
            }
            json.WriteBoolean("usesPageIndex", task.UsesPageIndex);
            json.WriteBoolean("usesBloomFilters", task.UsesBloomFilters);
            json.WriteStartArray("standIns");
            foreach (var value in task.StandIns)
            {
                ScalarJson.Write(json, value);
            }
            json.WriteEndArray();
            TypeJson.Write(json, "columns", task.Columns);
            json.WriteStartArray("conjuncts");
            foreach (var conjunct in task.Conjuncts)
            {
                ScalarJson.Write(json, conjunct);
            }
            json.WriteEndArray();
            json.WriteStartObject("constants");
            foreach (var (name, constant) in task.Constants)
            {
                json.WritePropertyName(name);
                ScalarJson.Write(json, constant);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="KartothekException">The text isn't such a task (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static ScanTask Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = 1000 });
            var root = document.RootElement;
            return new ScanTask
            {
                FileKey = root.GetProperty("file").GetString()!,
                Format = Enum.Parse<FileFormat>(root.GetProperty("format").GetString()!),
                RowGroups = [.. root.GetProperty("rowGroups").EnumerateArray().Select(g => g.GetInt32())],
                Rows = root.TryGetProperty("rows", out var rows) ? new RowRange(rows[0].GetInt64(), rows[1].GetInt64()) : null,
                UsesPageIndex = root.GetProperty("usesPageIndex").GetBoolean(),
                UsesBloomFilters = root.GetProperty("usesBloomFilters").GetBoolean(),
                StandIns = [.. root.GetProperty("standIns").EnumerateArray().Select(v => (ConstantScalar)ScalarJson.Read(v))],
                Columns = TypeJson.ReadSchema(root.GetProperty("columns")),
                Conjuncts = [.. root.GetProperty("conjuncts").EnumerateArray().Select(ScalarJson.Read)],
                Constants = root.GetProperty("constants").EnumerateObject()
                    .ToImmutableSortedDictionary(p => p.Name, p => (ConstantScalar)ScalarJson.Read(p.Value), StringComparer.Ordinal),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
            or InvalidCastException)
        {
            throw CoreErrors.TaskIsCorrupt(e);
        }
    }
}
