using Kartothek.Core;

namespace Kartothek.Testing;

/// <summary>All objects of a store at once.</summary>
public static class StoreContents
{
    /// <summary>The keys that begin with a prefix, in order.</summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(this IObjectStore store, string prefix = "") =>
        await store.ListAsync(prefix).Select(e => e.Key).ToListAsync();

    /// <summary>The objects by their keys.</summary>
    public static async Task<SortedDictionary<string, byte[]>> ObjectsAsync(this IObjectStore store, string prefix = "")
    {
        var objects = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var key in await store.KeysAsync(prefix))
        {
            objects.Add(key, (await store.ReadAllAsync(key)).Bytes.ToArray());
        }
        return objects;
    }

    /// <summary>A new store in memory with the same objects, written now by its clock.</summary>
    public static async Task<MemoryStore> InMemoryAsync(this IObjectStore store, TimeProvider? clock = null)
    {
        var copy = new MemoryStore(clock: clock);
        foreach (var (key, bytes) in await store.ObjectsAsync())
        {
            await copy.PutAsync(key, bytes);
        }
        return copy;
    }
}
