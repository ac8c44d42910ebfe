using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Where garbage is looked for (format.md 6.11).</summary>
internal sealed class GarbageScope
{
    private readonly string _uuid;
    private readonly string _indices;
    private readonly ImmutableArray<string> _folders;
    private readonly bool _hasHeader;

    private GarbageScope(string uuid, ImmutableArray<string> tables, bool hasHeader)
    {
        _uuid = uuid;
        _indices = $"{uuid}/{DatasetKeys.IndexFolder}/";
        _folders = [.. tables.Select(t => $"{uuid}/{t}/")];
        _hasHeader = hasHeader;
    }

    /// <summary>The scope of a dataset.</summary>
    /// <param name="uuid">The dataset.</param>
    /// <param name="roots">Its headers.</param>
    /// <param name="listed">Its objects, for the tables of one without partitions.</param>
    public static GarbageScope Of(string uuid, GarbageRoots roots, IEnumerable<StoreEntry> listed)
    {
        if (roots.Headers.IsEmpty)
        {
            return WithoutHeader(uuid, listed);
        }
        // Files that no header lists may belong to one that lists none.
        var tables = !roots.IsExplicit ? [] : roots.Headers.SelectMany(h => h.Tables).Distinct().ToImmutableArray();
        return new GarbageScope(uuid, tables.IsEmpty && roots.IsExplicit ? TablesOf(uuid, listed) : tables, hasHeader: true);
    }

    /// <summary>The scope of what is left of a dataset without a header.</summary>
    public static GarbageScope WithoutHeader(string uuid, IEnumerable<StoreEntry> listed) => new(uuid, TablesOf(uuid, listed), hasHeader: false);

    /// <summary>The tables that have a schema.</summary>
    public static ImmutableArray<string> TablesOf(string uuid, IEnumerable<StoreEntry> listed) =>
        [.. listed.Select(e => e.Key.Split('/')).Where(p => p.Length == 3 && p[0] == uuid && p[2] == DatasetKeys.SchemaFile).Select(p => p[1])];

    /// <summary>Whether an object is garbage where nothing refers to it.</summary>
    public bool Covers(string key)
    {
        if (key.StartsWith(HistoryKey.Prefix(_uuid), StringComparison.Ordinal))
        {
            // Beside the versions, which have rules of their own, lies what a writer that died left of its probe of the store.
            return !RetainedVersions.IsHistory(_uuid, key);
        }
        var isSchema = key.EndsWith("/" + DatasetKeys.SchemaFile, StringComparison.Ordinal) && key.Count(c => c == '/') == 2;
        if (_hasHeader)
        {
            return !isSchema && (key.StartsWith(_indices, StringComparison.Ordinal) || IsInTable(key));
        }
        // Of a table that never got its schema only what looks like a file of a dataset can be told to be one.
        return isSchema || IsInTable(key) || IsDataOrIndex(key);
    }

    private bool IsInTable(string key)
    {
        foreach (var folder in _folders)
        {
            if (key.StartsWith(folder, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a key below a dataset's folder has the form of a data or index file.</summary>
    private static bool IsDataOrIndex(string key) =>
        key.Count(c => c == '/') >= 2
        && (key.EndsWith(DatasetKeys.ParquetSuffix, StringComparison.Ordinal) || key.EndsWith(".csv", StringComparison.Ordinal) || key.EndsWith(".csv.gz", StringComparison.Ordinal));
}
