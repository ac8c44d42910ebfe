namespace Kartothek.Core.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class SteadyClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
