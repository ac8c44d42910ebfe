using System.Globalization;

namespace Kartothek.Core;

/// <summary>The key of the copy of a committed header: <c>u/.history/0000000012-id.json</c>.</summary>
/// <remarks>
/// Python's listings pass it over: it isn't called <c>….parquet</c> nor <c>_common_metadata</c> (format.md 2.5, 2.6), its folder is no table of the header and not
/// <c>indices</c>, so its garbage collection doesn't look there (6.11), and it isn't called like a header. Numbers have ten digits, so that keys are sorted by them.
/// </remarks>
/// <param name="Number">The number of the commit.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct HistoryKey(long Number, string Id)
{
    /// <summary>The folder below that of the dataset. No table may be called so.</summary>
    public const string Folder = ".history";

    private const string Suffix = ".json";

    /// <summary>What all keys of a dataset's history begin with.</summary>
    public static string Prefix(string uuid) => $"{uuid}/{Folder}/";

    /// <summary>The key.</summary>
    public string Of(string uuid) => $"{Prefix(uuid)}{Number.ToString("D10", CultureInfo.InvariantCulture)}-{Id}{Suffix}";

    /// <summary>Reads a key; null where it isn't that of a version.</summary>
    public static HistoryKey? Parse(string uuid, string key)
    {
        var prefix = Prefix(uuid);
        if (!key.StartsWith(prefix, StringComparison.Ordinal) || !key.EndsWith(Suffix, StringComparison.Ordinal) || key.Length < prefix.Length + 11 + Suffix.Length)
        {
            return null;
        }
        var name = key[prefix.Length..^Suffix.Length];
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash >= 10 && long.TryParse(name.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new HistoryKey(number, name[(dash + 1)..])
            : null;
    }
}
