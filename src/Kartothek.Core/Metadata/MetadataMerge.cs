using System.Text.Json.Nodes;

namespace Kartothek.Core;

/// <summary>How an update of the user's metadata meets what is stored (format.md 6.7).</summary>
internal static class MetadataMerge
{
    /// <summary>The metadata after an update.</summary>
    /// <param name="stored">What is stored; null where nothing is.</param>
    /// <param name="changes">The update.</param>
    /// <param name="rule">How they meet. By default a key has afterwards what one writer said, and keys can be removed, which Python's rules can't.</param>
    public static JsonObject Update(JsonObject? stored, JsonObject changes, MetadataRule rule = MetadataRule.Replace)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var result = stored?.DeepClone().AsObject() ?? [];
        // Python adds what its merger gives to what is stored, so that nothing ever goes away.
        var added = rule == MetadataRule.Replace ? changes : Combine(stored is null ? [changes] : [stored, changes], rule);
        foreach (var (key, value) in added)
        {
            if (value is null && rule == MetadataRule.Replace)
            {
                result.Remove(key);
            }
            else
            {
                result[key] = value?.DeepClone();
            }
        }
        return result;
    }

    /// <summary>Python's <c>combine_metadata</c>: pairwise, those in even places with those in odd ones, and empty objects dropped from the result.</summary>
    /// <param name="all">At least one.</param>
    /// <param name="rule">Whose.</param>
    public static JsonObject Combine(IReadOnlyList<JsonObject> all, MetadataRule rule)
    {
        ArgumentNullException.ThrowIfNull(all);
        var combined = CombineAll([.. all], rule);
        return WithoutEmpty(combined) as JsonObject ?? [];
    }

    private static JsonNode? CombineAll(JsonNode?[] all, MetadataRule rule)
    {
        if (all.Length == 1)
        {
            return all[0]?.DeepClone();
        }
        return all.Length == 2
            ? CombineTwo(all[1], all[0], rule)
            : CombineTwo(CombineAll([.. all.Where((_, i) => i % 2 == 1)], rule), CombineAll([.. all.Where((_, i) => i % 2 == 0)], rule), rule);
    }

    // Python takes the pair from the end of a list, which turns it round at each level of nesting.
    private static JsonNode? CombineTwo(JsonNode? first, JsonNode? second, MetadataRule rule)
    {
        if (JsonNode.DeepEquals(first, second) || first is null || second is null)
        {
            return (first ?? second)?.DeepClone();
        }
        switch (first, second)
        {
            case (JsonObject left, JsonObject right):
                var merged = new JsonObject();
                foreach (var key in right.Select(p => p.Key).Concat(left.Select(p => p.Key)).Distinct(StringComparer.Ordinal))
                {
                    merged[key] = CombineTwo(right[key], left[key], rule);
                }
                return merged;
            case (JsonArray left, JsonArray right):
                return rule == MetadataRule.Kartothek ? null : new JsonArray([.. left.Concat(right).Select(n => n?.DeepClone())]);
            default:
                // What can't be merged is an empty object, and those are dropped in the end.
                return new JsonObject();
        }
    }

    private static JsonNode? WithoutEmpty(JsonNode? node)
    {
        if (node is not JsonObject from)
        {
            return node?.DeepClone();
        }
        var kept = new JsonObject();
        foreach (var (key, value) in from)
        {
            if (WithoutEmpty(value) is not JsonObject { Count: 0 } and var left)
            {
                kept[key] = left;
            }
        }
        return kept;
    }
}
