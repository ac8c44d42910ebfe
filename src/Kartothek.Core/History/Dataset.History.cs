using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <content>Versions.</content>
public sealed partial class Dataset
{
    /// <summary>The number of the last commit of this library that the snapshot stands on; null where there is none, because Python made the dataset.</summary>
    public long? Version => Header.Record?.Number;

    /// <summary>Which versions the dataset keeps; the default where no commit of this library has said it.</summary>
    public HistoryRetention Retention => Header.Record?.Retention ?? HistoryRetention.Default;

    /// <summary>The versions of the dataset that can be read, newest first, as they are now.</summary>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <remarks>
    /// Only commits of this library are versions. What Python committed becomes visible with the next of them, and counts as its change. Two requests, one more per thousand versions, and one per version that is asked for.
    /// </remarks>
    /// <exception cref="KartothekException">The dataset is gone (<see cref="ErrorKind.NotFound"/>).</exception>
    public async IAsyncEnumerable<DatasetVersion> HistoryAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var present = (await HeaderForms.ReadAsync(Store, Uuid, Options.TimeProvider, cancellationToken).ConfigureAwait(false)).FirstOrDefault()
            ?? throw CoreErrors.DatasetIsGone(Uuid, Store.Name);
        var now = present.IsChangedByOthers ? null : present.Record?.Id;
        // Every version names those that it stands on, so that what none of them names was overwritten.
        var known = (present.Record?.Recent ?? []).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var versions = await VersionHistory.ListAsync(Store, Uuid, cancellationToken).ConfigureAwait(false);
        if (now is not null && versions.All(v => v.Key.Id != now))
        {
            // Its writer died before it put the copy.
            yield return Describe(new HistoryKey(present.Record!.Number, now), present, now, known);
        }
        for (var i = versions.Length - 1; i >= 0; i--)
        {
            if (await VersionHistory.ReadAsync(Store, Uuid, versions[i].Key, cancellationToken).ConfigureAwait(false) is not { Record: { } record } version)
            {
                continue;
            }
            if (known.Contains(versions[i].Key.Id))
            {
                known.UnionWith(record.Recent.Select(r => r.Id));
            }
            yield return Describe(versions[i].Key, version, now, known);
        }
    }

    /// <summary>Opens another version of the dataset.</summary>
    /// <param name="version">Its number, the id of its commit, or a time at which it was the present one.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <inheritdoc cref="DatasetOptions.AsOf" path="/remarks"/>
    /// <exception cref="KartothekException">The history doesn't have the version, or a data file of it is gone (<see cref="ErrorKind.NotFound"/>).</exception>
    public ValueTask<Dataset> AsOfAsync(VersionChoice version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        return OpenAsync(Store, Uuid, Options with { AsOf = version }, cancellationToken);
    }

    /// <summary>Makes an earlier version the present one, in one commit: its files, indices, schema and metadata.</summary>
    /// <param name="version">Its number, the id of its commit, or a time at which it was the present one.</param>
    /// <param name="options">How the commit is made.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>
    /// Nothing is copied, and what is given up stays in the history, so that a restoration can be undone by another. Where somebody else commits at the same time, it is a conflict: who restores gives up what they have seen.
    /// An index whose file is gone is built again. Requests: as for a commit, two or more to find the version, and a few to see that its files are there (one per thousand files for more than 16).
    /// </remarks>
    /// <exception cref="KartothekException">
    /// The history doesn't have the version, or a data file of it is gone (<see cref="ErrorKind.NotFound"/>); another writer committed at the same time (<see cref="ErrorKind.Conflict"/>).
    /// </exception>
    public ValueTask<CommitReport> RestoreAsync(VersionChoice version, CommitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        return VersionRestore.RunAsync(this, version, options ?? new(), cancellationToken);
    }

    /// <summary>Says which versions are kept from now on, in one commit that changes nothing else.</summary>
    /// <param name="retention">How many, and for how long.</param>
    /// <param name="options">How the commit is made.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <remarks>Versions beyond the number go with the commit, those beyond the age with the next garbage collection, and their files with it.</remarks>
    /// <exception cref="KartothekException">The dataset is gone (<see cref="ErrorKind.NotFound"/>).</exception>
    public ValueTask<CommitReport> RetainAsync(HistoryRetention retention, CommitOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return Committer.CommitAsync(
            Store,
            Uuid,
            (state, _) =>
            {
                var dataset = state.Dataset ?? throw state.Failure!;
                var schema = SchemaNormalization.Normalize(dataset.Schema, dataset.PartitionColumns);
                return new(new DatasetChange { Kind = ChangeKind.Update, Table = dataset.Table, Schema = schema, Retention = retention });
            },
            (options ?? new()) with { Open = Options with { Table = Table, AsOf = null }, Snapshot = Header },
            cancellationToken);
    }

    private static DatasetVersion Describe(HistoryKey key, DatasetHeader version, string? present, HashSet<string> known)
    {
        var record = version.Record!;
        return new DatasetVersion
        {
            Number = key.Number,
            Id = key.Id,
            Time = record.Time,
            Kind = record.Kind,
            Files = version.Partitions.Sum(p => p.Files.Length),
            FilesAdded = record.Counts.FilesAdded,
            FilesRemoved = record.Counts.FilesRemoved,
            RowsAdded = record.Counts.RowsAdded,
            IsPresent = key.Id == present,
            IsOverwritten = !known.Contains(key.Id),
        };
    }
}
