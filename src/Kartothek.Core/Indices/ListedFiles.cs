using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects which files of a dataset an index lists.</summary>
internal sealed class ListedFiles(int fileCount)
{
    /// <summary>Per file whether it was found.</summary>
    public bool[] IsListed { get; } = new bool[fileCount];

    /// <summary>Files that weren't found yet.</summary>
    public int Missing { get; private set; } = fileCount;

    /// <summary>Adds files by their positions.</summary>
    public void Add(ReadOnlySpan<int> files)
    {
        foreach (var file in files)
        {
            Add(file);
        }
    }

    /// <summary>Adds files by their labels; those that the dataset doesn't have are passed over.</summary>
    public void Add(BytesVector labels, LabelLookup positions)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (positions[labels[i]] is >= 0 and var file)
            {
                Add(file);
            }
        }
    }

    private void Add(int file)
    {
        Missing -= IsListed[file] ? 0 : 1;
        IsListed[file] = true;
    }
}
