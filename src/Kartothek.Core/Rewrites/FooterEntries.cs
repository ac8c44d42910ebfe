using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The key-value entries that a rewritten file takes over from the one that it replaces.</summary>
internal static class FooterEntries
{
    private const string Pandas = "pandas";
    private const string Arrow = "ARROW:schema";

    /// <summary>The entries.</summary>
    /// <param name="footer">The footer of the file that is replaced.</param>
    /// <param name="schema">The columns of the new file.</param>
    /// <remarks>
    /// Where all columns are as they were, so are the entries: categories, zones and lengths of time are in them alone. Where one differs, Arrow's schema is left
    /// out, since one that doesn't match is worse than none (format.md 12.1 rule 4), and pandas' entry loses what it says of that column; it still names the columns that
    /// are the index of the rows, which readers must hide.
    /// </remarks>
    public static ImmutableArray<KeyValuePair<string, string>> Of(ParquetFooter footer, Schema schema)
    {
        var before = footer.Schema;
        if (before.Fields.Select(f => (f.Name, f.Type)).SequenceEqual(schema.Fields.Select(f => (f.Name, f.Type))))
        {
            return [.. footer.KeyValueMetadata];
        }
        var changed = before.Fields.Where(f => !schema.TryGet(f.Name, out var after) || after.Type != f.Type).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        return [.. footer.KeyValueMetadata
            .Where(e => e.Key != Arrow)
            .Select(e => e.Key == Pandas ? new(Pandas, WithoutColumns(e.Value, changed)) : e)];
    }

    private static string WithoutColumns(string json, HashSet<string> columns)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject pandas || pandas["columns"] is not JsonArray entries)
            {
                return json;
            }
            for (var i = entries.Count - 1; i >= 0; i--)
            {
                if (entries[i] is JsonObject entry && entry["field_name"]?.GetValue<string>() is { } name && columns.Contains(name))
                {
                    entries.RemoveAt(i);
                }
            }
            return pandas.ToJsonString();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException)
        {
            // Readers never need the entry, and a foreign writer's nonsense says nothing of columns.
            return json;
        }
    }
}
