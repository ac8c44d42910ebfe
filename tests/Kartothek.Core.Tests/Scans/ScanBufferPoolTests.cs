namespace Kartothek.Core.Tests;

public sealed class ScanBufferPoolTests
{
    [Fact]
    public void Buffers_are_kept_the_last_used_first_and_trimmed_when_idle()
    {
        var clock = new SteppedClock();
        var pool = new ScanBufferPool(clock);
        var (a, b) = (pool.Rent(), pool.Rent());
        pool.Return(a);
        clock.Advance(ScanBufferPool.IdleTime / 2);
        pool.Return(b);

        Assert.Same(b, pool.Rent());
        pool.Return(b);
        clock.Advance(ScanBufferPool.IdleTime / 2);
        Assert.Equal(1, pool.IdleCount);
        clock.Advance(ScanBufferPool.IdleTime);
        Assert.Equal(0, pool.IdleCount);
        Assert.NotSame(b, pool.Rent());
    }

    /// <summary>A clock that runs its one timer when it is moved.</summary>
    private sealed class SteppedClock : TimeProvider
    {
        private readonly List<Timer> _timers = [];
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state), _ticks + dueTime.Ticks, period.Ticks);
            _timers.Add(timer);
            return timer;
        }

        public void Advance(TimeSpan time)
        {
            var end = _ticks + time.Ticks;
            while (_timers.Where(t => t.Due <= end).MinBy(t => t.Due) is { } timer)
            {
                _ticks = timer.Due;
                timer.Due += timer.Period;
                timer.Call();
            }
            _ticks = end;
        }

        private sealed class Timer(SteppedClock clock, Action call, long due, long period) : ITimer
        {
            public long Due { get; set; } = due;

            public long Period => period;

            public void Call() => call();

            public bool Change(TimeSpan dueTime, TimeSpan newPeriod) => throw new NotSupportedException();

            public void Dispose() => clock._timers.Remove(this);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }
    }
}
