using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A secondary index over the files of one dataset.</summary>
internal sealed class FileIndex
{
    /// <summary>Notes which files an index lists.</summary>
    /// <param name="index">An index whose partitions are the positions of the files.</param>
    /// <param name="fileCount">The files of the dataset.</param>
    public FileIndex(SecondaryIndex index, int fileCount)
    {
        Index = index;
        var listed = new ListedFiles(fileCount);
        listed.Add(index.Partitions);
        Excerpt = new IndexExcerpt([index], listed.IsListed);
    }

    /// <summary>The values and their files.</summary>
    public SecondaryIndex Index { get; }

    /// <summary>All of it, for a condition.</summary>
    public IndexExcerpt Excerpt { get; }

    /// <summary>The files of the dataset, listed or not.</summary>
    public int FileCount => Excerpt.FileCount;

    /// <summary>The values that each file holds.</summary>
    public ILookup<int, ConstantScalar> ValuesByFile()
    {
        var entries = from block in Index.Blocks
                      from row in Enumerable.Range(0, block.Length)
                      let value = ConstantScalar.Of(block.Columns[0], row)
                      from file in Index.PartitionsOf((int)block.FirstRow + row).ToArray()
                      select (file, value);
        return entries.ToLookup(e => e.file, e => e.value);
    }

    /// <summary>Whether any value lists a file.</summary>
    public bool IsListed(int file) => Excerpt.IsListed[file];
}
