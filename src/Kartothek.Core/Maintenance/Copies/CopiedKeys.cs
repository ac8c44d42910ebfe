namespace Kartothek.Core;

/// <summary>The keys that a copy's objects get: those of the source with another dataset's name in front.</summary>
/// <remarks>
/// Only the part of the key that is the dataset's name is replaced, never the text of the name elsewhere: Python's copy of a dataset <c>tab</c> to <c>X</c>
/// makes <c>X/Xle/…</c> of <c>tab/table/…</c>. Headers name files by their whole keys, so a key that is taken is replaced by one with another file name,
/// and what is there is never overwritten.
/// </remarks>
internal sealed class CopiedKeys(string uuid, string newUuid, IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, string> _copies = new(StringComparer.Ordinal);

    /// <summary>Each key asked for so far, and the key of its copy.</summary>
    public IReadOnlyDictionary<string, string> Copies => _copies;

    /// <summary>The key of a copy; the same for each call.</summary>
    public string Of(string key)
    {
        if (!_copies.TryGetValue(key, out var copy))
        {
            var renamed = Rename(key);
            copy = renamed;
            for (var n = 2; !_taken.Add(copy); n++)
            {
                copy = Number(renamed, n);
            }
            _copies.Add(key, copy);
        }
        return copy;
    }

    /// <summary>The key with the new name where the old one stands. A key outside the dataset, which a foreign header may refer to, moves below it.</summary>
    private string Rename(string key)
    {
        if (key.StartsWith(uuid + ".", StringComparison.Ordinal) && key.EndsWith(DatasetKeys.IndexSuffix, StringComparison.Ordinal))
        {
            return newUuid + key[uuid.Length..];
        }
        var slash = key.IndexOf('/');
        return slash < 0 ? $"{newUuid}/{DatasetKeys.DefaultTable}/{key}" : newUuid + key[slash..];
    }

    private static string Number(string key, int n)
    {
        var file = key.LastIndexOf('/') + 1;
        var end = key.EndsWith(DatasetKeys.IndexSuffix, StringComparison.Ordinal) ? key.Length - DatasetKeys.IndexSuffix.Length
            : key.EndsWith(".csv.gz", StringComparison.Ordinal) ? key.Length - ".csv.gz".Length
            : key.LastIndexOf('.') is var dot && dot > file ? dot : key.Length;
        return $"{key.AsSpan(0, end)}-{n}{key.AsSpan(end)}";
    }
}
