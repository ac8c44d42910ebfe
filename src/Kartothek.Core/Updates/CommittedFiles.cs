using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Which files that were written to be committed later are gone, and which were committed already, as the header and the history say. Immutable.</summary>
/// <param name="Missing">The keys that no object has.</param>
/// <param name="Committed">The keys that the header names, or a version that is kept and that it stands on, each with the number of the version; 0 for the header.</param>
/// <param name="Overwritten">The keys that only commits name which Python overwrote.</param>
internal sealed record CommittedFiles(ImmutableArray<string> Missing, ImmutableDictionary<string, long> Committed, ImmutableHashSet<string> Overwritten)
{
    private const int AskedSingly = 16;

    /// <summary>Looks for files: a request for each, or one listing for many; the headers; and each version since the files were written that a commit followed which removes files.</summary>
    /// <exception cref="KartothekException">A header is damaged (<see cref="ErrorKind.Corrupt"/>), or says that the dataset was renamed (<see cref="ErrorKind.NotFound"/>).</exception>
    public static async ValueTask<CommittedFiles> FindAsync(IObjectStore store, string uuid, IReadOnlySet<string> keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var written = await TimesAsync(store, uuid, keys, cancellationToken).ConfigureAwait(false);
        var committed = new Dictionary<string, long>(StringComparer.Ordinal);
        var overwritten = new HashSet<string>(StringComparer.Ordinal);
        var headers = await HeaderForms.ReadAsync(store, uuid, clock, cancellationToken).ConfigureAwait(false);
        foreach (var header in headers)
        {
            Note(header, 0);
        }
        var recent = headers.FirstOrDefault()?.Record;
        if (written.Count > 0)
        {
            var oldest = written.Values.Min();
            foreach (var version in await CandidatesAsync(store, uuid, headers.FirstOrDefault(), oldest, cancellationToken).ConfigureAwait(false))
            {
                if (await VersionHistory.ReadAsync(store, uuid, version, cancellationToken).ConfigureAwait(false) is { } header)
                {
                    Note(header, version.Number, recent is not null && version.Number > recent.Number - CommitRecord.RecentLimit && !recent.Contains(version.Id));
                }
            }
        }
        overwritten.ExceptWith(committed.Keys);
        return new([.. keys.Where(k => !written.ContainsKey(k))], committed.ToImmutableDictionary(StringComparer.Ordinal), overwritten.ToImmutableHashSet(StringComparer.Ordinal));

        void Note(DatasetHeader header, long number, bool isOverwritten = false)
        {
            foreach (var key in HeaderKeys.Of(header).Where(keys.Contains))
            {
                if (isOverwritten)
                {
                    overwritten.Add(key);
                }
                else
                {
                    committed.TryAdd(key, number);
                }
            }
        }
    }

    /// <summary>The versions that may name a file that the present header doesn't name any more.</summary>
    private static async ValueTask<List<HistoryKey>> CandidatesAsync(IObjectStore store, string uuid, DatasetHeader? present, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var versions = await VersionHistory.ListAsync(store, uuid, cancellationToken).ConfigureAwait(false);
        var kinds = (present?.Record?.Recent ?? []).ToDictionary(r => r.Id, r => r.Kind, StringComparer.Ordinal);
        var now = present is null or { IsChangedByOthers: true } ? null : present.Record?.Id;
        var candidates = new List<HistoryKey>();
        for (var i = 0; i < versions.Length; i++)
        {
            // What is followed by a commit that only adds is named by the next version, too, and in the end by the present one.
            var isKept = i + 1 < versions.Length
                ? kinds.TryGetValue(versions[i + 1].Key.Id, out var next) && next is CommitKind.Append or CommitKind.Index or CommitKind.Metadata
                : versions[i].Key.Id == now;
            if (!isKept && versions[i].Written >= oldest)
            {
                candidates.Add(versions[i].Key);
            }
        }
        return candidates;
    }

    private static async ValueTask<Dictionary<string, DateTimeOffset>> TimesAsync(IObjectStore store, string uuid, IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        var times = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var prefix in keys.Count <= AskedSingly ? keys.ToArray() : [uuid + "/"])
        {
            await foreach (var entry in store.ListAsync(prefix, null, cancellationToken).ConfigureAwait(false))
            {
                if (keys.Contains(entry.Key))
                {
                    times[entry.Key] = entry.Modified;
                }
            }
        }
        return times;
    }
}
