using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Makes changes visible: everything else is written first, then one conditional put of the header decides.</summary>
/// <remarks>The protocol, with what each step is for, is in <c>docs/concurrency.md</c>.</remarks>
internal static class Committer
{
    /// <summary>Commits a change.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="plan">Says what is to be done to a state; asked again for each attempt.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the commit, as long as the header isn't being put.</param>
    /// <remarks>
    /// Requests of an attempt: header, schema, and a listing of the history; per index one read and one put; the schema where it changes; the header; its copy for the history.
    /// </remarks>
    /// <exception cref="CommitConflictException">Other writers changed what the commit stands on, or were first each time. Nothing was changed.</exception>
    /// <exception cref="CommitOutcomeUnknownException">The store failed in the moment that decides.</exception>
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
        if (options.Open.AsOf is { } version)
        {
            throw CoreErrors.VersionIsReadOnly(uuid, version);
        }
        var id = options.Labels.Next();
        var honoursConditions = await ConditionProbe.HonoursAsync(store, uuid, id, cancellationToken).ConfigureAwait(false);
        if (!honoursConditions && !options.LastWriterWins)
        {
            throw CoreErrors.ConditionsIgnored(store.Name);
        }
        DatasetHeader? first = null;
        KartothekException? conflict = null;
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > options.MaxAttempts)
            {
                throw CoreErrors.CommitConflict(uuid, options.MaxAttempts, conflict);
            }
            if (attempt > 1)
            {
                await Task.Delay(options.Backoff(attempt), options.Open.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            var state = await DatasetState.ReadAsync(attempt, store, uuid, options, cancellationToken).ConfigureAwait(false);
            first = attempt == 1 ? state.Header : first;
            if (options.Snapshot is { } snapshot && state.Header is { } now && snapshot.CreationTime != now.CreationTime)
            {
                // The deletion of the other may have taken files with it that were written for this commit.
                throw CoreErrors.DatasetMadeAnew(uuid);
            }
            var versions = await VersionHistory.ListAsync(store, uuid, cancellationToken).ConfigureAwait(false);
            await CopyPresentAsync(store, uuid, state.Header, versions, cancellationToken).ConfigureAwait(false);
            var change = await plan(state, cancellationToken).ConfigureAwait(false);
            RefuseOthers(uuid, change, first, state.Header);
            var lost = await OverwrittenCommits.FindAsync(store, uuid, state.Header, versions, cancellationToken).ConfigureAwait(false);
            try
            {
                var run = new CommitAttempt(store, uuid, id, state, change, versions, options);
                if (await run.RunAsync(honoursConditions, cancellationToken).ConfigureAwait(false) is { } dataset)
                {
                    return Report(dataset, id, lost, attempt, options);
                }
                conflict = null;
            }
            catch (KartothekException e) when (e is { Kind: ErrorKind.Conflict } and not CommitConflictException)
            {
                // The file of the schema was put by another writer, whose header comes next.
                conflict = e;
            }
        }
    }

    private static void RefuseOthers(string uuid, DatasetChange change, DatasetHeader? first, DatasetHeader? present)
    {
        var kind = CommitRules.KindOf(change);
        foreach (var other in CommitRules.Between(first, present))
        {
            if (CommitRules.Of(kind, other) == Reapplication.No)
            {
                throw CoreErrors.CommitNotReapplied(uuid, kind, other);
            }
        }
    }

    /// <summary>Puts the copy of the present header where its writer died before it could.</summary>
    private static async ValueTask CopyPresentAsync(
        IObjectStore store, string uuid, DatasetHeader? present, ImmutableArray<StoredVersion> versions, CancellationToken cancellationToken)
    {
        // In this order: the digest looks at all partitions, and is needed only where the copy is missing.
        if (present is not { Record: { } record, Format: HeaderFormat.Json } || versions.Any(v => v.Key.Id == record.Id) || present.IsChangedByOthers)
        {
            return;
        }
        if (await store.TryReadAllAsync(present.Key, cancellationToken).ConfigureAwait(false) is { } read && read.Token == present.Token)
        {
            await VersionHistory.PutAsync(store, uuid, new HistoryKey(record.Number, record.Id), read.Bytes, cancellationToken).ConfigureAwait(false);
        }
    }

    private static CommitReport Report(Dataset dataset, string id, ImmutableArray<LostCommit> lost, int attempts, CommitOptions options)
    {
        foreach (var commit in lost)
        {
            CommitLog.CommitLost(options.Open.Logger, commit.Number, commit.Kind, dataset.Uuid, commit.Labels.Length);
        }
        var record = dataset.Header.Record!;
        CommitLog.Committed(options.Open.Logger, record.Number, record.Kind, dataset.Uuid, record.Counts.FilesAdded, record.Counts.FilesRemoved, attempts);
        return new CommitReport
        {
            Dataset = dataset,
            Number = record.Number,
            Id = id,
            FilesAdded = record.Counts.FilesAdded,
            FilesRemoved = record.Counts.FilesRemoved,
            RowsAdded = record.Counts.RowsAdded ?? 0,
            Attempts = attempts,
            Lost = lost,
        };
    }
}
