using System.Text.Json.Nodes;

namespace Kartothek.Interop;

/// <summary>Carries recorded answers over to another layout of the same rows.</summary>
internal static class Answers
{
    /// <summary>The answers of a dataset whose partitions have other labels and keys now; one that has none is gone, since it had no rows.</summary>
    public static JsonObject Relabelled(JsonObject entry, IReadOnlyDictionary<string, WrittenLabel> labels)
    {
        var answers = entry.DeepClone().AsObject();
        var table = answers["table"]?.GetValue<string>() ?? "table";
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        if (answers["partitions"] is JsonArray partitions)
        {
            foreach (var partition in partitions.ToArray())
            {
                if (labels.TryGetValue(partition!["label"]!.GetValue<string>(), out var written) && written.Keys.TryGetValue(table, out var key))
                {
                    keys[partition["key"]!.GetValue<string>()] = key;
                    partition["label"] = written.Label;
                    partition["key"] = key;
                }
                else
                {
                    partitions.Remove(partition);
                }
            }
        }
        foreach (var (column, index) in answers["indices"] as JsonObject ?? [])
        {
            if (index!["type"]?.GetValue<string>() == "binary")
            {
                index["entries"] = BinaryEntries(answers, column);
                continue;
            }
            foreach (var pair in index!["entries"]!.AsArray())
            {
                pair![1] = Renamed(pair[1]!.AsArray(), label => labels.GetValueOrDefault(label)?.Label);
            }
        }
        foreach (var query in answers["queries"] as JsonArray ?? [])
        {
            if (query!["files"] is JsonArray files)
            {
                query["files"] = Renamed(files, keys.GetValueOrDefault);
            }
        }
        if (answers.ContainsKey("explicit_partitions"))
        {
            answers["explicit_partitions"] = true;
        }
        if (answers.ContainsKey("garbage"))
        {
            answers["garbage"] = new JsonArray();
        }
        return answers;
    }

    /// <summary>The entries of an index of binary values. Python's own end at the first zero byte; ours are whole.</summary>
    private static JsonArray BinaryEntries(JsonObject answers, string column)
    {
        var values = answers["columns"]!.AsArray().First(c => c!["name"]!.GetValue<string>() == column)!["values"]!.AsArray();
        var labels = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var row = 0;
        foreach (var partition in answers["partitions"]!.AsArray())
        {
            for (var end = row + partition!["rows"]!.GetValue<int>(); row < end; row++)
            {
                if (values[row]?.GetValue<string>() is { } value)
                {
                    (labels.TryGetValue(value, out var known) ? known : labels[value] = new SortedSet<string>(StringComparer.Ordinal)).Add(partition["label"]!.GetValue<string>());
                }
            }
        }
        return [.. labels.Select(l => new JsonArray(new JsonObject { ["bytes"] = l.Key }, new JsonArray([.. l.Value.Select(v => (JsonNode)v)])))];
    }

    private static JsonArray Renamed(JsonArray names, Func<string, string?> map) =>
        [.. names.Select(n => map(n!.GetValue<string>())).OfType<string>().Order(StringComparer.Ordinal).Select(n => (JsonNode)n)];
}
