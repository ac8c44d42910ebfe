namespace Kartothek.Core.Tests;

/// <summary>A clock whose pauses take no time: each moves the clock on by its length, or by a given step.</summary>
internal sealed class HastyClock(TimeSpan step = default) : TimeProvider
{
    private int _pauses;

    public TimeSpan Now { get; private set; }

    public Func<int, Task>? BeforePause { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Now += step == default ? dueTime : step;
        ThreadPool.QueueUserWorkItem(async _ =>
        {
            if (BeforePause is not null)
            {
                await BeforePause(++_pauses);
            }
            callback(state);
        });
        return new Stopped();
    }

    private sealed class Stopped : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
