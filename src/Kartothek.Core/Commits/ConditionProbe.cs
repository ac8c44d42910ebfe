using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Finds out whether a store honours the conditions of puts, on which everything here stands.</summary>
internal static class ConditionProbe
{
    private static readonly ConditionalWeakTable<IObjectStore, object> Known = [];
    private static readonly object Honours = new();
    private static readonly object Ignores = new();

    /// <summary>Whether the store honours conditions. Five requests the first time, none later, and none for stores in memory and in the local file system.</summary>
    public static async ValueTask<bool> HonoursAsync(IObjectStore store, string uuid, string id, CancellationToken cancellationToken)
    {
        if (IAtomicStore.Is(store))
        {
            return true;
        }
        if (!Known.TryGetValue(store, out var known))
        {
            known = await TryAsync(store, HistoryKey.Prefix(uuid) + "probe-" + id, cancellationToken).ConfigureAwait(false) ? Honours : Ignores;
            Known.AddOrUpdate(store, known);
        }
        return ReferenceEquals(known, Honours);
    }

    private static async ValueTask<bool> TryAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        try
        {
            var first = await store.PutAsync(key, "1"u8.ToArray(), PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            var isRefused = await IsRefusedAsync(store, key, PutCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
            await store.PutAsync(key, "22"u8.ToArray(), PutCondition.None, cancellationToken).ConfigureAwait(false);
            return isRefused && await IsRefusedAsync(store, key, PutCondition.IfMatch(first), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> IsRefusedAsync(IObjectStore store, string key, PutCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutAsync(key, "333"u8.ToArray(), condition, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Conflict)
        {
            return true;
        }
    }
}
