using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The values of the partition columns of a table's files, by column, so that a predicate is evaluated over all files at once.</summary>
/// <param name="columns">The partition columns, over all partitions of the header.</param>
/// <param name="ordinals">Per file the number of its partition in the header: not each has a file of the table.</param>
internal sealed class PartitionKeys(ImmutableArray<PartitionColumn> columns, ImmutableArray<int> ordinals)
{
    /// <summary>The length that kernels are made for.</summary>
    private const int BlockRows = 4096;

    private static readonly ImmutableSortedDictionary<string, ConstantScalar> NoConstants = ImmutableSortedDictionary.Create<string, ConstantScalar>(StringComparer.Ordinal);

    private readonly DictionaryVector[][] _vectors = new DictionaryVector[columns.Length][];

    /// <summary>The number of files.</summary>
    public int Count => ordinals.Length;

    /// <summary>The columns.</summary>
    public ImmutableArray<PartitionColumn> Columns => columns;

    /// <summary>The number, in the header, of a file's partition.</summary>
    public int PartitionOf(int file) => ordinals[file];

    /// <summary>The values of a file in the order of the columns.</summary>
    public ImmutableArray<ConstantScalar> ValuesOf(int file) => [.. columns.Select(c => ValueOf(c, file))];

    /// <summary>The values of a file by the name of the column.</summary>
    public ImmutableSortedDictionary<string, ConstantScalar> ConstantsOf(int file)
    {
        if (columns.IsEmpty)
        {
            return NoConstants;
        }
        var constants = ImmutableSortedDictionary.CreateBuilder<string, ConstantScalar>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            constants.Add(column.Field.Name, ValueOf(column, file));
        }
        return constants.ToImmutable();
    }

    /// <summary>The files as rows of blocks, numbered through by <see cref="Block.FirstRow"/>.</summary>
    /// <param name="wanted">The columns wanted, each with the type wanted.</param>
    /// <remarks>Columns are codes, so that a predicate on one column is evaluated once per distinct value.</remarks>
    /// <returns>Null where a value doesn't fit the type wanted.</returns>
    public Block[]? Blocks(Schema wanted)
    {
        var vectors = new DictionaryVector[wanted.Fields.Length][];
        for (var i = 0; i < vectors.Length; i++)
        {
            var field = wanted.Fields[i];
            var column = IndexOf(field.Name);
            var own = Volatile.Read(ref _vectors[column]);
            if (own is null)
            {
                // Several threads may make it at once; they make the same.
                Volatile.Write(ref _vectors[column], own = Codes(columns[column], columns[column].Field.Type)!);
            }
            vectors[i] = columns[column].Field.Type == field.Type ? own : Codes(columns[column], field.Type)!;
            if (vectors[i] is null)
            {
                return null;
            }
        }
        var blocks = new Block[(Count + BlockRows - 1) / BlockRows];
        for (var b = 0; b < blocks.Length; b++)
        {
            var first = b * BlockRows;
            blocks[b] = new Block(wanted, [.. vectors.Select(v => v[b])]) { Length = Math.Min(BlockRows, Count - first), FirstRow = first };
        }
        return blocks;
    }

    private int IndexOf(string name)
    {
        var index = 0;
        while (columns[index].Field.Name != name)
        {
            index++;
        }
        return index;
    }

    private ConstantScalar ValueOf(PartitionColumn column, int file) => column[ordinals[file]] ?? new ConstantScalar(null, column.Field.Type);

    private DictionaryVector[]? Codes(PartitionColumn column, ColumnType type)
    {
        var values = new object?[column.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!ValueConversion.TryConvert(column.Values[i].Value, column.Field.Type, type, out values[i]))
            {
                return null;
            }
        }
        var dictionary = new ValueDictionary(ConstantVectors.OfValues(type, values.Length, i => values[i]));
        var vectors = new DictionaryVector[(Count + BlockRows - 1) / BlockRows];
        for (var b = 0; b < vectors.Length; b++)
        {
            vectors[b] = Codes(column, dictionary, b * BlockRows, Math.Min(BlockRows, Count - (b * BlockRows)));
        }
        return vectors;
    }

    private DictionaryVector Codes(PartitionColumn column, ValueDictionary dictionary, int first, int length)
    {
        var vector = new DictionaryVector(dictionary.Entries.Type, length) { Dictionary = dictionary, Length = length };
        for (var row = 0; row < length; row++)
        {
            var code = column.Codes[ordinals[first + row]];
            vector.Codes[row] = Math.Max(code, 0);
            if (code < 0)
            {
                // A key that doesn't name the column, which only a foreign writer makes, has no value for it.
                ConstantVectors.Invalidate(vector, row);
            }
        }
        return vector;
    }
}
