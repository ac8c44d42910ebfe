using System.Buffers;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Written files as JSON, for the process that commits them.</summary>
internal static class WrittenPartitionsJson
{
    /// <summary>Writes files as UTF-8.</summary>
    public static byte[] Write(WrittenPartitions written)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("dataset", written.Uuid);
            json.WriteString("table", written.Table);
            TypeJson.Write(json, "columns", written.Rows);
            json.WriteStartArray("partitionOn");
            foreach (var column in written.PartitionOn)
            {
                json.WriteStringValue(column);
            }
            json.WriteEndArray();
            json.WriteStartArray("files");
            foreach (var file in written.Files)
            {
                json.WriteStartObject();
                json.WriteString("label", file.Label);
                json.WriteString("key", file.Key);
                json.WriteNumber("rows", file.RowCount);
                json.WriteNumber("bytes", file.ByteCount);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="KartothekException">The text isn't such a value (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static WrittenPartitions Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            var table = root.GetProperty("table").GetString()!;
            var rows = TypeJson.ReadSchema(root.GetProperty("columns"));
            return new WrittenPartitions(
                root.GetProperty("dataset").GetString()!,
                table,
                rows,
                [.. root.GetProperty("partitionOn").EnumerateArray().Select(c => c.GetString()!)],
                [.. root.GetProperty("files").EnumerateArray().Select(f => Read(f, table, rows))]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw CoreErrors.WrittenIsCorrupt(e);
        }
    }

    private static WrittenPartition Read(JsonElement file, string table, Schema rows) => new()
    {
        Label = file.GetProperty("label").GetString()!,
        Table = table,
        Key = file.GetProperty("key").GetString()!,
        RowCount = file.GetProperty("rows").GetInt64(),
        ByteCount = file.GetProperty("bytes").GetInt64(),
        Schema = rows,
    };
}
