using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Makes changes visible: everything else is written first, then one conditional put of the header decides.</summary>
internal static class Committer
{
    /// <summary>Commits a change.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="plan">Says what is to be done to a state; asked again for each attempt.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the commit.</param>
    /// <exception cref="CommitConflictException">Other writers were first each time.</exception>
    public static async ValueTask<CommitReport> CommitAsync(
        IObjectStore store,
        string uuid,
        Func<DatasetState, CancellationToken, ValueTask<DatasetChange>> plan,
        CommitOptions options,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        var id = options.Labels.Next();
        for (var attempt = 1; ; attempt++)
        {
            var state = await DatasetState.ReadAsync(attempt, store, uuid, options.Open, cancellationToken).ConfigureAwait(false);
            var change = await plan(state, cancellationToken).ConfigureAwait(false);
            try
            {
                await new CommitAttempt(store, uuid, id, state, change, options.Open.TimeProvider).RunAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (KartothekException e) when (e is { Kind: ErrorKind.Conflict } and not CommitConflictException)
            {
                if (attempt == options.MaxAttempts)
                {
                    throw CoreErrors.CommitConflict(uuid, attempt, e);
                }
                continue;
            }
            var opened = await Dataset.OpenAsync(store, uuid, options.Open with { Table = change.Table }, cancellationToken).ConfigureAwait(false);
            return new CommitReport
            {
                Dataset = opened,
                Id = id,
                FilesAdded = change.Added.Length,
                FilesRemoved = change.RemovedLabels.Length,
                RowsAdded = change.Added.Sum(a => a.RowCount),
                Attempts = attempt,
            };
        }
    }
}
