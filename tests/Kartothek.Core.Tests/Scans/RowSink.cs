using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Turns each block into a chunk of rows, and notes who called it.</summary>
internal sealed class RowSink(ScanTask task, RowSink.Log? log = null) : ITaskSink<object?[][]>
{
    private readonly Queue<object?[][]> _ready = new();

    public bool Accept(Block block)
    {
        log?.Threads.Add(Environment.CurrentManagedThreadId);
        if (log?.FailIn is { } file && file == task.FileKey)
        {
            throw new InvalidOperationException("This sink fails.");
        }
        _ready.Enqueue([.. Enumerable.Range(0, block.Length).Select(row => block.Columns.Select(c => VectorValues.At(c, row)).ToArray())]);
        Interlocked.Increment(ref Log.Count(log).Chunks);
        return true;
    }

    public void Complete()
    {
    }

    public bool TryTake([MaybeNullWhen(false)] out object?[][] chunk) => _ready.TryDequeue(out chunk);

    public void Dispose() => Interlocked.Increment(ref Log.Count(log).Disposed);

    /// <summary>What sinks of one run noted.</summary>
    internal sealed class Log
    {
        private static readonly Log Nobody = new();

        public int Chunks;
        public int Disposed;
        public System.Collections.Concurrent.ConcurrentBag<int> Threads { get; } = [];
        public string? FailIn { get; init; }

        public static Log Count(Log? log) => log ?? Nobody;
    }
}
