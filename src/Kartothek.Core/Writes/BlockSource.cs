using System.Runtime.CompilerServices;
using Apache.Arrow;
using Kartothek.Columns;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core;

/// <summary>Rows to be written: a schema, and blocks that are lent one after the other.</summary>
/// <remarks>A block and its vectors are valid until the next is asked for; the consumer copies what it keeps. A source is enumerated once, on one thread at a time.</remarks>
public sealed class BlockSource
{
    /// <summary>A source of blocks.</summary>
    /// <param name="schema">The columns of every block, in this order. The order doesn't matter to a dataset, names do.</param>
    /// <param name="blocks">The blocks, of any length; those without rows are skipped.</param>
    public BlockSource(Schema schema, IAsyncEnumerable<Block> blocks)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(blocks);
        Schema = schema;
        Blocks = blocks;
    }

    /// <summary>The columns of the blocks.</summary>
    public Schema Schema { get; }

    /// <summary>The blocks.</summary>
    public IAsyncEnumerable<Block> Blocks { get; }

    /// <summary>No rows.</summary>
    public static BlockSource Empty(Schema schema) => new(schema, AsyncEnumerable.Empty<Block>());

    /// <summary>Blocks that lie in memory.</summary>
    public static BlockSource FromBlocks(Schema schema, params IEnumerable<Block> blocks) => new(schema, blocks.ToAsyncEnumerable());

    /// <summary>The rows of Arrow record batches, which stay the caller's: each is used until the next is asked for.</summary>
    /// <param name="schema">The columns, of the batches' columns by position: <see cref="ArrowTypes.FromArrow(Apache.Arrow.Schema)"/> of theirs, or one that says UUID for binary values of 16 bytes.</param>
    /// <param name="batches">The batches. Their dictionaries are used as they are.</param>
    /// <exception cref="KartothekException">While it is read: a batch has other columns (<see cref="ErrorKind.Invalid"/>).</exception>
    public static BlockSource FromBatches(Schema schema, IAsyncEnumerable<RecordBatch> batches)
    {
        System.ArgumentNullException.ThrowIfNull(schema);
        System.ArgumentNullException.ThrowIfNull(batches);
        return new(schema, ToBlocks(batches, schema));
    }

    /// <inheritdoc cref="FromBatches(Schema, IAsyncEnumerable{RecordBatch})"/>
    public static BlockSource FromBatches(Apache.Arrow.Schema schema, IAsyncEnumerable<RecordBatch> batches) => FromBatches(ArrowTypes.FromArrow(schema), batches);

    /// <inheritdoc cref="FromBatches(Schema, IAsyncEnumerable{RecordBatch})"/>
    public static BlockSource FromBatches(Apache.Arrow.Schema schema, params IEnumerable<RecordBatch> batches) =>
        FromBatches(ArrowTypes.FromArrow(schema), batches.ToAsyncEnumerable());

    /// <summary>The rows of a scan, in its order: block by block as it is read, nothing copied.</summary>
    /// <param name="plan">What is read; its columns are the columns of the source.</param>
    /// <param name="figures">Receives what was really read; null where nobody wants to know.</param>
    /// <remarks>Read on the consumer's thread, one row group after the other. The requests are those of the scan.</remarks>
    public static BlockSource FromScan(ScanPlan plan, RunFigures? figures = null)
    {
        System.ArgumentNullException.ThrowIfNull(plan);
        return new(plan.Request.Columns, ScanAsync(plan, figures));
    }

    private static async IAsyncEnumerable<Block> ToBlocks(
        IAsyncEnumerable<RecordBatch> batches, Schema schema, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Each block is lent until the next is asked for, so the next can take its memory.
        Block? block = null;
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            BatchCheck.Check(batch, schema);
            block = ArrowVectors.ToBlock(batch, schema, block);
            yield return block;
        }
    }

    private static async IAsyncEnumerable<Block> ScanAsync(ScanPlan plan, RunFigures? figures, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var runner = new LocalTaskRunner(plan.Request.Dataset, figures);
        var files = new FileOpener(plan, new ScanOptions { Figures = figures }, cancellationToken);
        await using var closing = files.ConfigureAwait(false);
        for (var file = 0; file < files.Count; file++)
        {
            foreach (var task in await files.TasksAsync(file, cancellationToken).ConfigureAwait(false))
            {
                using var reader = await runner.StartAsync(task, cancellationToken).ConfigureAwait(false);
                while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
                {
                    yield return block;
                }
            }
        }
    }
}
