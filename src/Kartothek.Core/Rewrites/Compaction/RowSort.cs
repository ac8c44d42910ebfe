using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Sorts rows of any number in bounded memory: what doesn't fit is stored in sorted pieces, which are merged. Stable.</summary>
/// <remarks>
/// <para>Order as <see cref="RowOrder"/> has it: ascending, null and NaN last.</para>
/// <para>Merging keeps one block of each piece. All blocks together are sorted, and rows are handed on up to the first row that is the last of its piece's block: behind it a row of the
/// next block of that piece might come. Blocks are put together in the order of their pieces, so that rows that agree keep their order.</para>
/// </remarks>
internal sealed class RowSort(Dataset dataset, Schema columns, ImmutableArray<string> sortBy, long bufferBytes, LabelSource labels, Compression compression)
{
    /// <summary>Rows of a piece that are in memory when pieces are merged.</summary>
    private const int PieceRows = 32_768;

    /// <summary>Rows of a block that is handed on: files are ended between blocks.</summary>
    private const int BlockRows = 4096;

    private readonly int[] _keys = [.. sortBy.Select(columns.IndexOf).Where(c => c >= 0)];
    private readonly List<WrittenPartition> _pieces = [];

    /// <summary>The rows in their order. Pieces are deleted when the enumeration ends.</summary>
    public async IAsyncEnumerable<Block> SortAsync(IAsyncEnumerable<Block> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var buffer = new RowBuffer(columns);
        try
        {
            await foreach (var block in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                buffer.Append(block);
                if (buffer.Bytes >= bufferBytes)
                {
                    await StoreAsync(buffer, cancellationToken).ConfigureAwait(false);
                    buffer = new RowBuffer(columns);
                }
            }
            if (_pieces.Count == 0)
            {
                var all = buffer.ToBlock();
                foreach (var block in InOrder(all, Order(all)))
                {
                    yield return block;
                }
                yield break;
            }
            await StoreAsync(buffer, cancellationToken).ConfigureAwait(false);
            await foreach (var block in MergeAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return block;
            }
        }
        finally
        {
            await PartitionWriter.DiscardAsync(dataset.Store, _pieces.Select(p => p.Key)).ConfigureAwait(false);
        }
    }

    private static IEnumerable<Block> InOrder(Block block, int[] order)
    {
        for (var start = 0; start < order.Length; start += BlockRows)
        {
            yield return Gather(block, order.AsSpan(start, Math.Min(BlockRows, order.Length - start)));
        }
    }

    private int[] Order(Block block) => RowOrder.Sort([.. _keys.Select(k => block.Columns[k])], block.Length);

    private static Block Gather(Block block, ReadOnlySpan<int> rows)
    {
        var gathered = new Vector[block.Columns.Length];
        for (var c = 0; c < gathered.Length; c++)
        {
            gathered[c] = VectorCopy.Gather(block.Columns[c], rows);
        }
        return new Block(block.Schema, gathered) { Length = rows.Length };
    }

    private async ValueTask StoreAsync(RowBuffer buffer, CancellationToken cancellationToken)
    {
        if (buffer.Count == 0)
        {
            return;
        }
        // A piece has the partition columns as any others, and so no partition columns of its own.
        var options = new PartitionWriteOptions
        {
            Store = dataset.Store,
            Uuid = dataset.Uuid,
            Table = dataset.Table,
            Labels = labels,
            Files = new FileLayout { Compression = compression, RowGroupRows = PieceRows, TargetFileBytes = long.MaxValue, BufferBytes = bufferBytes, KeepsNaN = true, KeepsNanoseconds = true },
        };
        var all = buffer.ToBlock();
        _pieces.AddRange(await new PartitionWriter(options, columns).WriteAsync(InOrder(all, Order(all)).ToAsyncEnumerable(), cancellationToken).ConfigureAwait(false));
    }

    private async IAsyncEnumerable<Block> MergeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pieces = _pieces.Select(p => new SortedPiece(dataset, p, columns)).ToArray();
        try
        {
            while (true)
            {
                var pending = new RowBuffer(columns);
                var owners = new List<int>();
                var lasts = new HashSet<int>();
                for (var i = 0; i < pieces.Length; i++)
                {
                    await pieces[i].FillAsync(PieceRows, cancellationToken).ConfigureAwait(false);
                    if (pieces[i].Count == 0)
                    {
                        continue;
                    }
                    pieces[i].AppendTo(pending);
                    owners.AddRange(Enumerable.Repeat(i, pieces[i].Count));
                    if (!pieces[i].IsAtEnd)
                    {
                        lasts.Add(pending.Count - 1);
                    }
                }
                if (pending.Count == 0)
                {
                    yield break;
                }
                var block = pending.ToBlock();
                var order = Order(block);
                var safe = lasts.Count == 0 ? order.Length : Array.FindIndex(order, lasts.Contains) + 1;
                for (var i = 0; i < safe; i++)
                {
                    pieces[owners[order[i]]].Take();
                }
                foreach (var sorted in InOrder(block, order[..safe]))
                {
                    yield return sorted;
                }
            }
        }
        finally
        {
            foreach (var piece in pieces)
            {
                await piece.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
