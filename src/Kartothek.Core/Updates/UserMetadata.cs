using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Metadata that users give, before it goes into a header.</summary>
internal static class UserMetadata
{
    /// <summary>A copy that the caller can't change any more.</summary>
    /// <exception cref="KartothekException">It holds a NaN or an infinity, which JSON has no text for and current Python libraries neither write nor read (<see cref="ErrorKind.Invalid"/>).</exception>
    public static JsonObject Copy(JsonObject entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Check(entries);
        return entries.DeepClone().AsObject();
    }

    private static void Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    Check(value);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Check(item);
                }
                break;
            case JsonValue value when (value.TryGetValue<double>(out var number) && !double.IsFinite(number)) || (value.TryGetValue<float>(out var single) && !float.IsFinite(single)):
                throw CoreErrors.MetadataIsNotFinite(node.GetPath());
        }
    }
}
