using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kartothek.Core;

/// <summary>How an update of the user's metadata meets what is stored (format.md 6.7).</summary>
internal static class MetadataMerge
{
    /// <summary>
    /// Our rule: each top-level key of the update replaces the stored one as a whole, null removes it, other keys stay. Never merges values: what is stored afterwards for a key
    /// is what one writer said.
    /// </summary>
    public static JsonObject Update(JsonObject? stored, JsonObject changes) => throw new NotSupportedException();
}
