using System.Runtime.ExceptionServices;

namespace Kartothek.Core;

/// <summary>A place in the order of a run: a file that isn't opened yet, or a task, and the chunks that it has made and nobody has taken.</summary>
/// <remarks>All members but those of its owner are guarded by the run's lock.</remarks>
internal sealed class TaskSlot<TChunk>
{
    /// <summary>The number of the file among those of the run; -1 in a slot made for a further task of a file.</summary>
    public int File { get; init; } = -1;

    /// <summary>The task; null until the file was opened, and where it has nothing to read.</summary>
    public ScanTask? Task { get; set; }

    /// <summary>Chunks that are ready, in order.</summary>
    public Queue<TChunk> Chunks { get; } = new();

    /// <summary>Whether somebody runs it, or has run it.</summary>
    public bool IsClaimed { get; set; }

    /// <summary>Its steps while the consumer runs it; null where a worker does. Touched by the consumer only.</summary>
    public TaskSteps<TChunk>? OwnSteps { get; set; }

    /// <summary>Whether no chunk will follow.</summary>
    public bool IsDone { get; set; }

    /// <summary>What ended it early; thrown behind its last chunk.</summary>
    public ExceptionDispatchInfo? Error { get; set; }

    /// <summary>Completed when a worker that is too far ahead may go on; null while none waits.</summary>
    public TaskCompletionSource? Space { get; set; }

    /// <summary>The slot behind it.</summary>
    public TaskSlot<TChunk>? Next { get; set; }
}
