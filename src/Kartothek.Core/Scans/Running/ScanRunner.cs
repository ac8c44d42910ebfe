namespace Kartothek.Core;

/// <summary>Runs plans.</summary>
public static class ScanRunner
{
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

    private static ScanChunks<TChunk> Chunks<TChunk>(
        ScanPlan plan, Func<ScanTask, ITaskSink<TChunk>> sinkFactory, ScanOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(sinkFactory);
        return new(plan, sinkFactory, options ?? new(), cancellationToken);
    }
}
