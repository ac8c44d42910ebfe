using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Puts a secondary index together from what it was, the parts of new files, and the labels that are gone (format.md 4.5, 4.7).</summary>
internal static class IndexMerge
{
    /// <summary>The index after a change.</summary>
    /// <param name="field">The column with the type of its index (<see cref="IndexColumn.Of(Field)"/>).</param>
    /// <param name="existing">What it was; null for a new one.</param>
    /// <param name="parts">What new files add; those of other columns are an error, those without values add nothing.</param>
    /// <param name="removed">Labels of partitions that are removed. A part's label counts even so: it is a new file's.</param>
    /// <returns><paramref name="existing"/> itself where nothing changes, so that the index keeps its key.</returns>
    /// <exception cref="KartothekException">A part or the existing index has another column or type (<see cref="ErrorKind.Invalid"/>).</exception>
    public static IndexEntries Merge(Field field, IndexEntries? existing, IReadOnlyList<IndexPart> parts, IReadOnlySet<string> removed) =>
        throw new NotSupportedException();
}
