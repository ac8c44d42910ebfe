using System.Text.Json;

namespace Kartothek.Core;

/// <summary>The header of a copy: the source's, with the keys of the copies.</summary>
internal static class CopiedHeader
{
    /// <summary>The JSON of the header.</summary>
    public static byte[] ToBytes(DatasetHeader header, string newUuid, CopiedKeys keys)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("dataset_metadata_version", 4);
            json.WriteString("dataset_uuid", newUuid);
            if (!header.Indices.IsEmpty)
            {
                json.WriteStartObject("indices");
                foreach (var index in header.Indices)
                {
                    if (index.Key is { } key)
                    {
                        json.WriteString(index.Column, keys.Of(key));
                        continue;
                    }
                    json.WriteStartObject(index.Column);
                    foreach (var entry in index.Entries)
                    {
                        json.WriteStartArray(entry.Value);
                        foreach (var label in entry.Labels)
                        {
                            json.WriteStringValue(label);
                        }
                        json.WriteEndArray();
                    }
                    json.WriteEndObject();
                }
                json.WriteEndObject();
            }
            json.WritePropertyName("metadata");
            header.Metadata.WriteTo(json);
            json.WriteStartObject("partitions");
            foreach (var partition in header.Partitions)
            {
                json.WriteStartObject(partition.Label);
                json.WriteStartObject("files");
                foreach (var file in partition.Files)
                {
                    json.WriteString(file.Table, keys.Of(file.Key));
                }
                json.WriteEndObject();
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteStartArray("partition_keys");
            foreach (var column in header.PartitionKeys)
            {
                json.WriteStringValue(column);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
