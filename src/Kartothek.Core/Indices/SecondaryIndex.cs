using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>
/// A secondary index in memory (format.md 4): the distinct values of a column, and per value the partitions whose file holds it.
/// </summary>
/// <remarks>
/// Nulls and NaN have no entry. Partitions are the positions that the caller's <see cref="LabelLookup"/> gives; labels that it doesn't
/// know are left out, and with them the values that no other label holds. Immutable; four bytes per value and per posting beside the
/// values themselves.
/// </remarks>
internal sealed class SecondaryIndex
{
    private readonly Block[] _blocks;
    private readonly int[] _starts;
    private readonly int[] _partitions;
    private readonly ValueRange?[] _ranges;

    internal SecondaryIndex(Field field, Block[] blocks, int[] starts, int[] partitions) =>
        (Field, _blocks, _starts, _partitions, _ranges) = (field, blocks, starts, partitions, [.. blocks.Select(RangeOf)]);

    /// <summary>The indexed column, with the type of the dataset's schema.</summary>
    public Field Field { get; }

    /// <summary>The number of values.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>
    /// The values in the order of the file, in blocks of one column whose <see cref="Block.FirstRow"/> numbers them through. Never
    /// overwritten.
    /// </summary>
    public Block[] Blocks => _blocks;

    /// <summary>The least and greatest value of each block, where these are integers: most index files are sorted, so that a look-up is one of few blocks.</summary>
    public ReadOnlySpan<ValueRange?> Ranges => _ranges;

    /// <summary>Per value where its partitions begin in <see cref="Partitions"/>, and the end of the last.</summary>
    public int[] Starts => _starts;

    /// <summary>The partitions of all values, ascending for each.</summary>
    public int[] Partitions => _partitions;

    /// <summary>The partitions that hold a value.</summary>
    public ReadOnlySpan<int> PartitionsOf(int value) => _partitions.AsSpan(_starts[value].._starts[value + 1]);

    /// <summary>The values as blocks of one column, of the type wanted.</summary>
    /// <returns>Null where a value doesn't fit the type.</returns>
    public Block[]? BlocksAs(Schema wanted)
    {
        var (from, to) = (Field.Type, wanted.Fields[0].Type);
        if (from == to)
        {
            return _blocks;
        }
        var blocks = new Block[_blocks.Length];
        for (var b = 0; b < blocks.Length; b++)
        {
            var source = _blocks[b];
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

    private static ValueRange? RangeOf(Block block) => block.Columns[0] switch
    {
        FlatVector<int> values => RangeOf(values),
        FlatVector<uint> values => RangeOf(values),
        FlatVector<long> values => RangeOf(values),
        FlatVector<ulong> values => RangeOf(values),
        _ => null,
    };

    private static ValueRange? RangeOf<T>(FlatVector<T> vector)
        where T : unmanaged, INumber<T>
    {
        var values = vector.Values.AsSpan(0, vector.Length);
        return values.IsEmpty || vector.Valid is not null
            ? null
            : new(vector.Type, values.Length) { Min = Least(values), Max = Greatest(values), NullCount = 0, NaNCount = 0 };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Least<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        var least = values[0];
        foreach (var value in values)
        {
            least = T.Min(least, value);
        }
        return least;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Greatest<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        var greatest = values[0];
        foreach (var value in values)
        {
            greatest = T.Max(greatest, value);
        }
        return greatest;
    }
}
