using System.Collections.Immutable;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The values of the partition columns of all files, by column, so that a predicate is evaluated over all files at once.</summary>
/// <param name="columns">The partition columns with the types of the dataset's schema.</param>
/// <param name="rows">Per partition, in the order of the header, one value per column as <see cref="ConstantScalar.Value"/>.</param>
internal sealed class PartitionKeys(ImmutableArray<Field> columns, IReadOnlyList<object?[]> rows)
{
    /// <summary>The length that kernels are made for.</summary>
    private const int BlockRows = 4096;

    private Block[]? _blocks;

    /// <summary>The partition columns.</summary>
    public ImmutableArray<Field> Columns { get; } = columns;

    /// <summary>The number of partitions.</summary>
    public int Count => rows.Count;

    /// <summary>The values of a partition.</summary>
    public ImmutableArray<ConstantScalar> ValuesOf(int partition)
    {
        var values = ImmutableArray.CreateBuilder<ConstantScalar>(Columns.Length);
        for (var i = 0; i < Columns.Length; i++)
        {
            values.Add(new(rows[partition][i], Columns[i].Type));
        }
        return values.MoveToImmutable();
    }

    /// <summary>The partitions as rows of blocks. Made once; the vectors are never overwritten.</summary>
    public ReadOnlySpan<Block> Blocks() => _blocks ??= MakeBlocks();

    private Block[] MakeBlocks()
    {
        var schema = new Schema(Columns);
        var blocks = new Block[(Count + BlockRows - 1) / BlockRows];
        for (var b = 0; b < blocks.Length; b++)
        {
            var start = b * BlockRows;
            var length = Math.Min(BlockRows, Count - start);
            var vectors = new Vector[Columns.Length];
            for (var c = 0; c < vectors.Length; c++)
            {
                vectors[c] = ConstantVectors.OfValues(Columns[c].Type, length, row => rows[start + row][c]);
            }
            blocks[b] = new Block(schema, vectors) { Length = length, FirstRow = start };
        }
        return blocks;
    }
}
