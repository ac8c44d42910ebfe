using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Kartothek.Core;

/// <summary>Writes headers as Python does (format.md 2.1): one line, <c>", "</c> and <c>": "</c>, ASCII only.</summary>
internal static class HeaderWriter
{
    /// <summary>The JSON of a header whose indices are all in files.</summary>
    public static byte[] Write(
        string uuid, IReadOnlyList<KeyValuePair<string, string>> indices, JsonObject metadata, IReadOnlyList<Partition> partitions, ImmutableArray<string> partitionKeys) =>
        Write(uuid, [.. indices.Select(i => IndexReference.InFile(i.Key, i.Value))], metadata, partitions, partitionKeys);

    /// <summary>The JSON of a header.</summary>
    public static byte[] Write(
        string uuid, IReadOnlyList<IndexReference> indices, JsonObject metadata, IReadOnlyList<Partition> partitions, ImmutableArray<string> partitionKeys)
    {
        var text = new StringBuilder("{\"dataset_metadata_version\": 4, \"dataset_uuid\": ");
        Text(text, uuid);
        if (indices.Count > 0)
        {
            text.Append(", \"indices\": ");
            Members(text, indices, i => i.Column, Index);
        }
        text.Append(", \"metadata\": ");
        Node(text, metadata);
        text.Append(", \"partitions\": ");
        Members(text, partitions, p => p.Label, (t, p) =>
        {
            t.Append("{\"files\": ");
            Members(t, p.Files, f => f.Table, (t, f) => Text(t, f.Key));
            t.Append('}');
        });
        text.Append(", \"partition_keys\": [");
        for (var i = 0; i < partitionKeys.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Text(text, partitionKeys[i]);
        }
        return Encoding.ASCII.GetBytes(text.Append("]}").ToString());
    }

    private static void Index(StringBuilder text, IndexReference index)
    {
        if (index.Key is { } key)
        {
            Text(text, key);
            return;
        }
        Members(text, index.Entries, e => e.Value, (t, e) => Node(t, new JsonArray([.. e.Labels])));
    }

    private static void Members<T>(StringBuilder text, IReadOnlyList<T> items, Func<T, string> nameOf, Action<StringBuilder, T> write)
    {
        text.Append('{');
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Text(text, nameOf(items[i]));
            text.Append(": ");
            write(text, items[i]);
        }
        text.Append('}');
    }

    private static void Node(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Members(text, [.. members], m => m.Key, (t, m) => Node(t, m.Value));
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Node(text, items[i]);
                }
                text.Append(']');
                break;
            case JsonValue value when value.TryGetValue<string>(out var content):
                Text(text, content);
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void Text(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var c in content)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
