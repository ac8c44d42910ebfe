using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The memory of the process's scans: one set of buffers for each task that runs at the same time, kept from one task and run to the next.</summary>
/// <remarks>
/// The set that was used last is given out first, so that as few as possible stay in use and the memory is warm. A set that
/// nobody needed for <see cref="IdleTime"/> is given back to the garbage collector.
/// </remarks>
internal sealed class ScanBufferPool
{
    /// <summary>How long a set may lie unused.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly List<(ScanBuffers Buffers, long Since)> _idle = [];
    private ITimer? _timer;

    public ScanBufferPool(TimeProvider clock) => _clock = clock;

    /// <summary>The sets of this process.</summary>
    public static ScanBufferPool Shared { get; } = new(TimeProvider.System);

    /// <summary>How many sets lie unused.</summary>
    public int IdleCount
    {
        get
        {
            lock (_gate)
            {
                return _idle.Count;
            }
        }
    }

    /// <summary>Takes a set for one task.</summary>
    public ScanBuffers Rent()
    {
        lock (_gate)
        {
            if (_idle.Count == 0)
            {
                return new ScanBuffers();
            }
            var last = _idle[^1].Buffers;
            _idle.RemoveAt(_idle.Count - 1);
            return last;
        }
    }

    /// <summary>Takes a set back.</summary>
    public void Return(ScanBuffers buffers)
    {
        lock (_gate)
        {
            _idle.Add((buffers, _clock.GetTimestamp()));
            _timer ??= _clock.CreateTimer(static self => ((ScanBufferPool)self!).Trim(), this, IdleTime, IdleTime);
        }
    }

    private void Trim()
    {
        lock (_gate)
        {
            var old = 0;
            while (old < _idle.Count && _clock.GetElapsedTime(_idle[old].Since) >= IdleTime)
            {
                _idle[old].Buffers.Dispose();
                old++;
            }
            _idle.RemoveRange(0, old);
            if (_idle.Count == 0)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }
}
