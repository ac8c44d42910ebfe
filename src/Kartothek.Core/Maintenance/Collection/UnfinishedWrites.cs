using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Removes what writers that died left in a store beside its objects.</summary>
internal static class UnfinishedWrites
{
    /// <summary>A write that nobody has gone on with for so long is over, whatever retention the dataset has.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Removes them where the store can have such and they are old enough.</summary>
    public static async ValueTask<ImmutableArray<StoreEntry>> CollectAsync(IObjectStore store, GarbageOptions options, CancellationToken cancellationToken)
    {
        if (store is not IUnfinishedStore unfinished)
        {
            return [];
        }
        var limit = Garbage.Oldest(options with { Retention = options.Retention > Shortest ? options.Retention : Shortest });
        var found = ImmutableArray.CreateBuilder<StoreEntry>();
        await foreach (var entry in unfinished.ListUnfinishedAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Modified <= limit)
            {
                found.Add(entry);
            }
        }
        if (!options.DryRun)
        {
            foreach (var entry in found)
            {
                await unfinished.DeleteUnfinishedAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
        return found.DrainToImmutable();
    }
}
