using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Metadata that users give, before it goes into a header.</summary>
internal static class UserMetadata
{
    // Below what System.Text.Json (64) and Python take, since the header is an object around it, and far above what anybody stores.
    private const int DeepestNesting = 50;

    /// <summary>A copy that the caller can't change any more.</summary>
    /// <exception cref="KartothekException">It holds a NaN or an infinity, which JSON has no text for and current Python libraries neither write nor read, text that isn't UTF-16, or nests deeper than readers take (<see cref="ErrorKind.Invalid"/>).</exception>
    public static JsonObject Copy(JsonObject entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Check(entries, 1);
        return entries.DeepClone().AsObject();
    }

    private static void Check(JsonNode? node, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw CoreErrors.MetadataIsTooDeep(DeepestNesting);
        }
        switch (node)
        {
            case JsonObject members:
                foreach (var (key, value) in members)
                {
                    if (!PartitionLabel.IsWellFormed(key))
                    {
                        throw CoreErrors.MetadataIsNotText(node.GetPath());
                    }
                    Check(value, depth + 1);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Check(item, depth + 1);
                }
                break;
            case JsonValue value when (value.TryGetValue<double>(out var number) && !double.IsFinite(number)) || (value.TryGetValue<float>(out var single) && !float.IsFinite(single)):
                throw CoreErrors.MetadataIsNotFinite(node.GetPath());
            case JsonValue value when value.TryGetValue<string>(out var text) && !PartitionLabel.IsWellFormed(text):
                throw CoreErrors.MetadataIsNotText(node.GetPath());
        }
    }
}
