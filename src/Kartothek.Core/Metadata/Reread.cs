using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>
/// Reads again what doesn't parse: Python truncates and writes headers, schemas and indices in place, so a reader may come between.
/// </summary>
internal static class Reread
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs a read until it isn't <see cref="ErrorKind.Corrupt"/>, for up to a second after the first time that it was: how long a read takes, or waits for others, doesn't count.</summary>
    public static async ValueTask<T> UntilParsedAsync<T>(
        TimeProvider? clock, Func<CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        clock ??= TimeProvider.System;
        long? firstFailure = null;
        while (true)
        {
            try
            {
                return await read(cancellationToken).ConfigureAwait(false);
            }
            catch (KartothekException e) when (e.Kind == ErrorKind.Corrupt && clock.GetElapsedTime(firstFailure ??= clock.GetTimestamp()) < Longest)
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
