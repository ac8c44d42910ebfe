using System.Text;
using System.Text.Json;

namespace Kartothek.Core;

/// <summary>What the JSON header of a dataset is replaced by when the dataset has got another name, until it is deleted.</summary>
/// <remarks>
/// It is put on the condition that the header is the one that was copied, so a commit is either in the copy or comes too late and fails: a deletion, which
/// stores don't do conditionally, would lose it. Python doesn't take it for a dataset: it lacks the version.
/// </remarks>
internal static class RenameSeal
{
    private const string Key = "kartothek.linq.renamed_to";

    /// <summary>The seal.</summary>
    public static byte[] ToBytes(string newUuid) => Encoding.UTF8.GetBytes($"{{\"{Key}\": \"{newUuid}\"}}");

    /// <summary>The new name, or null where a header is no seal.</summary>
    public static string? Read(JsonElement header) =>
        header.ValueKind == JsonValueKind.Object && header.TryGetProperty(Key, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}
