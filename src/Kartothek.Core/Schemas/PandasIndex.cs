using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The columns in which pandas stores the index of a data frame's rows (format.md 3.6), which are no columns of the data.</summary>
internal static class PandasIndex
{
    /// <summary>
    /// The names under <c>index_columns</c> in the footer's <c>pandas</c> entry; none where the entry is missing or isn't JSON.
    /// </summary>
    /// <remarks>An entry that is an object describes a range and has no column.</remarks>
    public static ImmutableArray<string> ColumnsOf(ParquetFooter footer)
    {
        if (!footer.KeyValueMetadata.TryGetValue("pandas", out var json))
        {
            return [];
        }
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("index_columns", out var columns) && columns.ValueKind == JsonValueKind.Array
                ? [.. columns.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Readers never need the entry; a foreign writer's nonsense hides nothing.
            return [];
        }
    }
}
