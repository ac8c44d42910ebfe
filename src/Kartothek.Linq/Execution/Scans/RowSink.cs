using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Turns the blocks of a task into chunks of results, by a compiled program.</summary>
/// <typeparam name="T">A result.</typeparam>
internal sealed class RowSink<T> : ITaskSink<RowChunk<T>>
{
    private const int MaxStep = 4096;
    private const int MaxChunkBytes = 65_536;
    private const int FewRows = 64;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(2);

    private readonly RowProgram<T> _program;
    private readonly object?[] _captures;
    private readonly ColumnReader[] _readers;
    private readonly int[] _ordinals;
    private readonly RowPosition _position;
    private readonly Queue<RowChunk<T>> _ready = [];
    private T[] _buffer = [];
    private int _row;
    private int _count;
    private long _left;
    private bool _hasFailed;
    private int _step = FewRows;
    private readonly CancellationToken _cancellationToken;

    /// <summary>A sink for one task.</summary>
    /// <param name="program">Filters and projection.</param>
    /// <param name="captures">The constants of the query.</param>
    /// <param name="columns">The columns that blocks have.</param>
    /// <param name="file">The file's key, for messages.</param>
    /// <param name="limit">How many results are enough, or null: all.</param>
    /// <param name="cancellationToken">Looked at every few rows where lambdas are slow, every block where they are fast.</param>
    public RowSink(RowProgram<T> program, object?[] captures, Schema columns, string file, long? limit, CancellationToken cancellationToken = default)
    {
        _cancellationToken = cancellationToken;
        _program = program;
        _captures = captures;
        _position = new RowPosition { File = file };
        _readers = [.. program.Makers.Select(m => m.Make(_position))];
        _ordinals = [.. program.Makers.Select(m => columns.IndexOf(m.Target.Column))];
        _left = limit ?? long.MaxValue;
    }

    /// <summary>The most results of a chunk.</summary>
    public int MaxChunk { get; init; } = 4096;

    private bool WantsMore => _left > 0 && !_hasFailed;

    private int Capacity => Math.Clamp(MaxChunkBytes / Unsafe.SizeOf<T>(), 1, MaxChunk);

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        if (!WantsMore)
        {
            return false;
        }
        Load(block);
        while (_row < _count && WantsMore)
        {
            Run();
        }
        _position.Block = null;
        return WantsMore;
    }

    /// <summary>Begins a block whose results are made when they are asked for, by <see cref="Next"/>; no other is given before.</summary>
    public void Load(Block block)
    {
        _position.Block = block;
        for (var i = 0; i < _readers.Length; i++)
        {
            _readers[i].Load(block.Columns[_ordinals[i]]);
        }
        (_row, _count) = (0, block.Length);
    }

    /// <summary>The next results of the block that was begun; null where none is left.</summary>
    public RowChunk<T>? Next()
    {
        while (_row < _count && WantsMore)
        {
            Run();
            if (_ready.TryDequeue(out var chunk))
            {
                return chunk;
            }
        }
        _position.Block = null;
        return null;
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out RowChunk<T> chunk) => _ready.TryDequeue(out chunk);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Run()
    {
        var capacity = (int)Math.Min(Math.Min(Capacity, _count - _row), _left);
        if (_buffer.Length < capacity)
        {
            _buffer = new T[capacity];
        }
        var written = 0;
        Exception? failure = null;
        while (_row < _count && written < capacity && failure is null)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            failure = RunStep(capacity, ref written);
        }
        _hasFailed = failure is not null;
        _left -= written;
        Emit(written, failure);
    }

    /// <summary>Runs over some rows, more of them the faster they are: how long a cancellation waits doesn't depend on what a lambda does.</summary>
    private Exception? RunStep(int capacity, ref int written)
    {
        var end = (int)Math.Min(_count, (long)_row + _step);
        var started = Stopwatch.GetTimestamp();
        try
        {
            _program.Run(_readers, _captures, ref _row, end, capacity, _buffer, ref written);
        }
        catch (Exception exception)
        {
            // What a lambda throws belongs to its row: it comes out where the consumer gets there.
            return exception;
        }
        _step = Stopwatch.GetElapsedTime(started) > Slow ? FewRows : Math.Min(_step * 8, MaxStep);
        return null;
    }

    private void Emit(int written, Exception? failure)
    {
        if (written == 0 && failure is null)
        {
            return;
        }
        if (written * 2 < _buffer.Length)
        {
            // Few rows passed the filters: the buffer stays for the next ones.
            _ready.Enqueue(new(_buffer.AsSpan(0, written).ToArray(), written, failure));
            return;
        }
        _ready.Enqueue(new(_buffer, written, failure));
        _buffer = [];
    }
}
