using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The rows of a file as they are to be written again: some left out, some updated. Row groups of which no row is wanted aren't read.</summary>
/// <param name="file">The file.</param>
/// <param name="update">The setters; null where none are applied.</param>
/// <param name="updated">The rows that they are applied to.</param>
internal sealed class FileRewrite(FileContent file, FileUpdate? update = null, RowMarks? updated = null)
{
    /// <summary>Reads rows in their order.</summary>
    /// <param name="columns">The columns, partition columns among them where wanted.</param>
    /// <param name="marks">Marks of rows; null for all rows.</param>
    /// <param name="wanted">Whether marked rows are wanted, or the others.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>Blocks with the positions of the wanted rows, never empty; lent until the next.</returns>
    public async IAsyncEnumerable<(Block Block, ReadOnlyMemory<int> Rows)> ReadAsync(
        Schema columns, RowMarks? marks, bool wanted, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = new int[RowGroupScan.BlockRows];
        foreach (var group in file.Footer.RowGroups)
        {
            var marked = marks?.CountIn(group.FirstRow, group.RowCount) ?? 0;
            if ((wanted ? marked : group.RowCount - marked) == 0)
            {
                continue;
            }
            await foreach (var block in ReadGroupAsync(group, columns, cancellationToken).ConfigureAwait(false))
            {
                var count = Select(block, marks, wanted, rows);
                if (count > 0)
                {
                    yield return (block, rows.AsMemory(0, count));
                }
            }
        }
    }

    /// <summary>The same as blocks of their own.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async IAsyncEnumerable<Block> ReadBlocksAsync(
        Schema columns, RowMarks? marks, bool wanted, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (block, rows) in ReadAsync(columns, marks, wanted, cancellationToken).ConfigureAwait(false))
        {
            yield return rows.Length == block.Length
                ? block
                : new Block(block.Schema, [.. block.Columns.Select(c => VectorCopy.Gather(c, rows.Span))]) { Length = rows.Length };
        }
    }

    private static int Select(Block block, RowMarks? marks, bool wanted, int[] rows)
    {
        if (marks is not null)
        {
            return marks.Select(block.FirstRow, block.Length, wanted, rows);
        }
        for (var i = 0; i < block.Length; i++)
        {
            rows[i] = i;
        }
        return block.Length;
    }

    private async IAsyncEnumerable<Block> ReadGroupAsync(RowGroup group, Schema columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var updates = update is not null && updated!.CountIn(group.FirstRow, group.RowCount) > 0;
        var rows = updates ? new int[RowGroupScan.BlockRows] : [];
        var inputs = new List<IBlockReader>();
        var blocks = new Block[update?.Inputs.All.Length ?? 0];
        using var reader = file.Read(group.Ordinal, columns);
        try
        {
            if (updates)
            {
                inputs.AddRange(update!.Inputs.All.Select(i => file.Read(group.Ordinal, i.Columns)));
            }
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                if (!updates)
                {
                    yield return block;
                    continue;
                }
                await FileUpdate.NextAsync(inputs, blocks, cancellationToken).ConfigureAwait(false);
                var count = updated!.Select(block.FirstRow, block.Length, marked: true, rows);
                yield return count == 0 ? block : update!.Apply(block, rows.AsSpan(0, count), blocks);
            }
        }
        finally
        {
            inputs.ForEach(r => r.Dispose());
        }
    }
}
