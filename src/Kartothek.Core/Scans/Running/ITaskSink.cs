using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Turns the blocks of one task into chunks of what the consumer wants: records, batches, a partial aggregate.</summary>
/// <typeparam name="TChunk">What the consumer gets. Chunks that nobody takes are disposed where they are <see cref="IDisposable"/>.</typeparam>
/// <remarks>
/// One sink serves one task and is called by one thread at a time, on a worker or on the consumer's thread:
/// <see cref="Accept"/> per block, <see cref="Complete"/> once behind the last (not after an error), <see cref="IDisposable.Dispose"/> always.
/// After each call the runner empties it with <see cref="TryTake"/>.
/// </remarks>
public interface ITaskSink<TChunk> : IDisposable
{
    /// <summary>Takes a block, which is lent for this call only.</summary>
    /// <returns>False where the task needs no further rows; chunks that are ready are still taken.</returns>
    bool Accept(Block block);

    /// <summary>The task has no more blocks: what is left becomes chunks.</summary>
    void Complete();

    /// <summary>Gives a chunk that is ready. It belongs to the caller.</summary>
    bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TChunk chunk);
}
