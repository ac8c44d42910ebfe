using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Where a secondary index lies: in a file, or in the header itself (an old form).</summary>
internal sealed class IndexReference
{
    private IndexReference(string column, string? key, ImmutableArray<EmbeddedEntry> entries) => (Column, Key, Entries) = (column, key, entries);

    /// <summary>The indexed column.</summary>
    public string Column { get; }

    /// <summary>The key of the index file; null where the index is embedded.</summary>
    public string? Key { get; }

    /// <summary>The entries of an embedded index; empty where <see cref="Key"/> is given.</summary>
    public ImmutableArray<EmbeddedEntry> Entries { get; }

    /// <summary>An index in a file.</summary>
    public static IndexReference InFile(string column, string key) => new(column, key, []);

    /// <summary>An index in the header.</summary>
    public static IndexReference Embedded(string column, ImmutableArray<EmbeddedEntry> entries) => new(column, null, entries);
}
