using System.Collections;

namespace Kartothek.Core;

/// <summary>The chunks of a plan; each enumeration is a run of its own.</summary>
internal sealed class ScanChunks<TChunk>(ScanPlan plan, Func<ScanTask, ITaskSink<TChunk>> sinkFactory, ScanOptions options, CancellationToken token)
    : IAsyncEnumerable<TChunk>, IEnumerable<TChunk>
{
    /// <inheritdoc/>
    public IAsyncEnumerator<TChunk> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new ScanRun<TChunk>(plan, sinkFactory, options, token, cancellationToken);

    /// <inheritdoc/>
    public IEnumerator<TChunk> GetEnumerator() => new ScanRun<TChunk>(plan, sinkFactory, options, token, CancellationToken.None);

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
