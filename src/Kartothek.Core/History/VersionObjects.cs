using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Looks whether the objects of a version are still there: Python's garbage collection knows no versions.</summary>
internal static class VersionObjects
{
    /// <summary>As many objects are asked for one by one; for more the folder is listed.</summary>
    private const int AskedSingly = 16;

    /// <summary>The objects of a version that are gone, data files and indices.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="present">Its header, whose objects are taken to be there.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the requests: a few, or one per thousand objects of the dataset; none where the version has no other objects than the header.</param>
    public static async ValueTask<ImmutableHashSet<string>> MissingAsync(IObjectStore store, DatasetHeader present, DatasetHeader version, CancellationToken cancellationToken)
    {
        var wanted = HeaderKeys.Of(version).ToHashSet(StringComparer.Ordinal);
        wanted.ExceptWith(HeaderKeys.Of(present));
        if (wanted.Count <= AskedSingly)
        {
            foreach (var key in wanted.ToArray())
            {
                if (await store.ExistsAsync(key, cancellationToken).ConfigureAwait(false))
                {
                    wanted.Remove(key);
                }
            }
        }
        else
        {
            await foreach (var entry in store.ListAsync(present.Uuid + "/", null, cancellationToken).ConfigureAwait(false))
            {
                wanted.Remove(entry.Key);
            }
        }
        return wanted.ToImmutableHashSet(StringComparer.Ordinal);
    }

    /// <summary>Refuses a version that lacks data files, and tells which of its indices are gone.</summary>
    /// <returns>The columns of the indices that are gone.</returns>
    /// <exception cref="Columns.KartothekException">A data file is gone (<see cref="Columns.ErrorKind.NotFound"/>).</exception>
    public static async ValueTask<ImmutableArray<string>> CheckAsync(
        IObjectStore store, DatasetHeader present, DatasetHeader version, VersionChoice choice, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(present, version))
        {
            return [];
        }
        var missing = await MissingAsync(store, present, version, cancellationToken).ConfigureAwait(false);
        string[] files = [.. version.Partitions.SelectMany(p => p.Files).Select(f => f.Key)];
        string[] gone = [.. files.Where(missing.Contains)];
        return gone.Length == 0
            ? [.. version.Indices.Where(i => i.Key is { } key && missing.Contains(key)).Select(i => i.Column)]
            : throw CoreErrors.VersionLacksFiles(version.Uuid, choice, gone, files.Length);
    }
}
