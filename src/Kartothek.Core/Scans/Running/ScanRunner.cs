using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Runs plans.</summary>
public static class ScanRunner
{
    /// <summary>How many blocks wait for a consumer that is slower than the tasks: some MB.</summary>
    private const int BlocksAhead = 16;

    /// <summary>Runs a plan, and gives the chunks that its sinks make, in the order of the rows, whatever the parallelism.</summary>
    /// <typeparam name="TChunk">What the sinks make.</typeparam>
    /// <param name="plan">The plan, down to files or to row groups. It can be run any number of times.</param>
    /// <param name="sinkFactory">Makes the sink of a task; called on the thread that runs the task.</param>
    /// <param name="options">Parallelism and figures.</param>
    /// <param name="cancellationToken">Stops requests and tasks. The token of the enumerator does the same.</param>
    /// <remarks>
    /// Nothing is read before the first chunk is asked for. Disposing the enumerator early stops what runs, and waits for it: afterwards nothing is
    /// read any more, and all buffers are back. The first error in the order of the rows is thrown in its place, with the file in <see cref="Exception.Data"/>.
    /// Costs one request per file whose footer isn't known, and those of the row groups.
    /// </remarks>
    public static IAsyncEnumerable<TChunk> RunAsync<TChunk>(
        ScanPlan plan, Func<ScanTask, ITaskSink<TChunk>> sinkFactory, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
        Chunks(plan, sinkFactory, options, cancellationToken);

    /// <summary>The same for <c>foreach</c>. Where the store completes synchronously, a scan of one thread never waits.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static IEnumerable<TChunk> Run<TChunk>(
        ScanPlan plan, Func<ScanTask, ITaskSink<TChunk>> sinkFactory, ScanOptions? options = null, CancellationToken cancellationToken = default) =>
        Chunks(plan, sinkFactory, options, cancellationToken);

    /// <summary>Runs a plan, and gives its blocks to one consumer in the order of the rows, read ahead by as many threads as the options say.</summary>
    /// <param name="plan">The plan, down to files or to row groups.</param>
    /// <param name="options">Parallelism and figures. Some blocks wait where the consumer is slower than the tasks, whatever <see cref="ScanOptions.ChunksAhead"/> says.</param>
    /// <param name="cancellationToken">Stops requests and tasks.</param>
    /// <returns>Blocks, each lent until the next is asked for.</returns>
    /// <remarks>
    /// For consumers that make objects of rows and let them go. Objects that tasks make have to wait for their turn, for as long as a row group takes, and what waits survives
    /// collections, which costs more than all the reading; columns are copied instead, into memory that is used again.
    /// </remarks>
    public static async IAsyncEnumerable<ScannedBlock> BlocksAsync(
        ScanPlan plan, ScanOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new();
        if ((options.MaxParallelism ?? plan.Request.Dataset.Options.MaxParallelism) <= 1)
        {
            await foreach (var block in RunAsync(plan, task => new BlockLoanSink(task.FileKey), options, cancellationToken).ConfigureAwait(false))
            {
                yield return block;
            }
            yield break;
        }
        var copies = BlockCopies.Shared;
        DictionaryCopies? dictionaries = null;
        var blocks = RunAsync(plan, task => new BlockCopySink(task.FileKey, copies), options with { ChunksAhead = BlocksAhead }, cancellationToken);
        await foreach (var block in blocks.ConfigureAwait(false))
        {
            if (dictionaries is not null && !ReferenceEquals(dictionaries, block.Dictionaries))
            {
                copies.Return(dictionaries);
            }
            dictionaries = block.Dictionaries;
            yield return block;
            copies.Return(block);
        }
    }

    private static ScanChunks<TChunk> Chunks<TChunk>(
        ScanPlan plan, Func<ScanTask, ITaskSink<TChunk>> sinkFactory, ScanOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(sinkFactory);
        return new(plan, sinkFactory, options ?? new(), cancellationToken);
    }
}
