using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Writes index files (format.md 4.1, 12.1 rule 8).</summary>
internal static class IndexWriter
{
    /// <summary>Writes an index under a new key: one put.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="key">A key that doesn't exist yet (<see cref="DatasetKeys.Index"/>).</param>
    /// <param name="index">Values and labels.</param>
    /// <param name="target">The form of text; an update takes the one that it found (<see cref="LoadedIndex.Target"/>).</param>
    /// <param name="cancellationToken">Stops the request; nothing is written then.</param>
    public static ValueTask WriteAsync(IObjectStore store, string key, IndexEntries index, PythonTarget target, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
