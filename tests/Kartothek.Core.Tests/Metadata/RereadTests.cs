using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class RereadTests
{
    [Fact]
    public async Task A_read_that_took_long_before_it_failed_is_tried_again()
    {
        var clock = new SlowReads();
        var reads = 0;

        var read = await Reread.UntilParsedAsync(
            clock,
            _ =>
            {
                clock.Now += TimeSpan.FromSeconds(3);
                return reads++ == 0 ? throw new KartothekException(ErrorKind.Corrupt, "Met half written.") : ValueTask.FromResult(reads);
            },
            CancellationToken.None);

        Assert.Equal(2, read);
    }

    [Fact]
    public async Task What_stays_corrupt_is_told_after_a_second()
    {
        var clock = new HastyClock();
        var reads = 0;

        await Assert.ThrowsAsync<KartothekException>(async () =>
            await Reread.UntilParsedAsync<int>(clock, _ => { reads++; throw new KartothekException(ErrorKind.Corrupt, "Damaged."); }, CancellationToken.None));

        Assert.InRange(clock.Now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
        Assert.InRange(reads, 20, 22);
    }

    /// <summary>A clock that moves on in reads alone, and whose pauses end at once.</summary>
    private sealed class SlowReads : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
