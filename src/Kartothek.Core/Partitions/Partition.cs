using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>One entry of a header's partitions: a label, and per table the key of a data file. Immutable.</summary>
/// <param name="label">The label, encoded as in the header.</param>
/// <param name="files">The files; most partitions have one.</param>
internal sealed class Partition(string label, ImmutableArray<TableFile> files)
{
    /// <summary>The label, encoded as in the header; index files name partitions by it.</summary>
    public string Label { get; } = label;

    /// <summary>The files in the order of the header.</summary>
    public ImmutableArray<TableFile> Files { get; } = files;

    /// <summary>The key of a table's file, or null where the partition has none: it has no rows of that table then.</summary>
    public string? FileOf(string table)
    {
        foreach (var file in Files)
        {
            if (file.Table == table)
            {
                return file.Key;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Label;
}
