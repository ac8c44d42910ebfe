using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A secondary index over the files of one dataset.</summary>
internal sealed class FileIndex
{
    private readonly bool[] _isListed;

    /// <summary>Notes which files an index lists.</summary>
    /// <param name="index">An index whose partitions are the positions of the files.</param>
    /// <param name="fileCount">The files of the dataset.</param>
    public FileIndex(SecondaryIndex index, int fileCount)
    {
        Index = index;
        _isListed = new bool[fileCount];
        foreach (var file in index.Partitions)
        {
            _isListed[file] = true;
        }
    }

    /// <summary>The values and their files.</summary>
    public SecondaryIndex Index { get; }

    /// <summary>The files of the dataset, listed or not.</summary>
    public int FileCount => _isListed.Length;

    /// <summary>The values as blocks of one column, of the type wanted.</summary>
    /// <returns>Null where a value doesn't fit the type.</returns>
    public Block[]? Values(Schema wanted)
    {
        var (from, to) = (Index.Field.Type, wanted.Fields[0].Type);
        if (from == to)
        {
            return Index.Blocks;
        }
        var blocks = new Block[Index.Blocks.Length];
        for (var b = 0; b < blocks.Length; b++)
        {
            var source = Index.Blocks[b];
            var values = new object?[source.Length];
            for (var row = 0; row < values.Length; row++)
            {
                if (!ValueConversion.TryConvert(ConstantScalar.Of(source.Columns[0], row).Value, from, to, out values[row]))
                {
                    return null;
                }
            }
            var vector = ConstantVectors.OfValues(to, values.Length, row => values[row]);
            blocks[b] = new Block(wanted, [vector]) { Length = values.Length, FirstRow = source.FirstRow };
        }
        return blocks;
    }

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
    public bool IsListed(int file) => _isListed[file];
}
