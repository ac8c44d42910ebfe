using System.Buffers;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The hash of a row as <c>pandas.util.hash_pandas_object(frame, index=False)</c> has it (format.md 6.10), by which rows are put into buckets.</summary>
internal static class RowHash
{
    /// <summary>The hashes of the rows of a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="columns">The positions of the columns in the block, in the order in which they are hashed.</param>
    /// <param name="hashes">Receives a hash per row.</param>
    /// <param name="generation">Whose hash.</param>
    /// <exception cref="KartothekException">A column is nested (<see cref="ErrorKind.NotSupported"/>).</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(Block block, ReadOnlySpan<int> columns, Span<ulong> hashes, PandasGeneration generation)
    {
        ArgumentNullException.ThrowIfNull(block);
        hashes = hashes[..block.Length];
        hashes.Fill(0x345678);
        var multiplier = 1_000_003UL;
        var rented = ArrayPool<ulong>.Shared.Rent(block.Length);
        var values = rented.AsSpan(0, block.Length);
        for (var i = 0; i < columns.Length; i++)
        {
            var field = block.Schema.Fields[columns[i]];
            if (field.Type.IsNested)
            {
                throw CoreErrors.HashType(field);
            }
            ValueHash.Compute(block.Columns[columns[i]], values, generation);
            for (var row = 0; row < hashes.Length; row++)
            {
                hashes[row] = (hashes[row] ^ values[row]) * multiplier;
            }
            multiplier += 82_520 + (2 * (ulong)(columns.Length - i));
        }
        ArrayPool<ulong>.Shared.Return(rented);
        foreach (ref var hash in hashes)
        {
            hash += 97_531;
        }
    }

    /// <summary>The bucket of a hash: the remainder by the number of buckets.</summary>
    public static int BucketOf(ulong hash, int buckets) => (int)(hash % (uint)buckets);

    /// <summary>The version of pandas with which a library runs.</summary>
    public static PandasGeneration GenerationOf(PythonTarget target) => target == PythonTarget.Plateau ? PandasGeneration.Pandas3 : PandasGeneration.Pandas1;
}
