namespace Kartothek.Core;

/// <summary>How much a commit changed.</summary>
/// <param name="FilesAdded">Data files that the state before hadn't.</param>
/// <param name="FilesRemoved">Data files that the state before had.</param>
/// <param name="RowsAdded">Rows of the files that it wrote; null where they aren't known.</param>
internal readonly record struct CommitCounts(int FilesAdded, int FilesRemoved, long? RowsAdded)
{
    /// <summary>Counts the files that two states don't share.</summary>
    public static CommitCounts Between(IEnumerable<Partition> before, IEnumerable<Partition> after, long? rowsAdded)
    {
        var removed = Keys(before).ToHashSet(StringComparer.Ordinal);
        var added = Keys(after).Count(key => !removed.Remove(key));
        return new CommitCounts(added, removed.Count, rowsAdded);
    }

    private static IEnumerable<string> Keys(IEnumerable<Partition> partitions) => partitions.SelectMany(p => p.Files).Select(f => f.Key);
}
