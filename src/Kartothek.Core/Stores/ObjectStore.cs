using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Opens stores by URL, and does with a store what takes several requests or a certain one.</summary>
public static class ObjectStore
{
    /// <summary>The tail that is asked for where nothing is known about an object: it holds most headers and small files as a whole.</summary>
    public const int TailBytes = 64 << 10;

    /// <summary>Opens the store of a URL; no request is made.</summary>
    /// <param name="url">For example <c>file:///data/lake</c>, <c>file:lake</c>, <c>memory:</c>, or Python's <c>hfs:///data/lake</c>.</param>
    /// <param name="schemes">The known schemes; <see cref="ObjectStoreSchemes.Default"/> where none are given.</param>
    /// <exception cref="KartothekException">
    /// The scheme isn't known (<see cref="ErrorKind.NotSupported"/>) or the URL is malformed (<see cref="ErrorKind.Invalid"/>).
    /// </exception>
    public static IObjectStore Open(string url, ObjectStoreSchemes? schemes = null) => (schemes ?? ObjectStoreSchemes.Default).Open(url);

    /// <summary>Reads a whole object: one request where it has at most 64 KiB, else two.</summary>
    public static async ValueTask<ObjectTail> ReadAllAsync(this IObjectStore store, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var wanted = TailBytes;
        while (true)
        {
            var tail = await store.ReadTailAsync(key, wanted, cancellationToken).ConfigureAwait(false);
            if (tail.IsWhole)
            {
                return tail;
            }
            // The object is read again as a whole, so that bytes and version belong together even if it was just replaced by a longer one.
            wanted = tail.Size <= Array.MaxLength ? (int)tail.Size : throw CoreErrors.ObjectTooLarge(key, store.Name, tail.Size);
        }
    }

    /// <summary>Reads a whole object, or gives null where it doesn't exist. As many requests as <see cref="ReadAllAsync"/>.</summary>
    internal static async ValueTask<ObjectTail?> TryReadAllAsync(this IObjectStore store, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.ReadAllAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Whether a key exists. One request.</summary>
    public static async ValueTask<bool> ExistsAsync(this IObjectStore store, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        try
        {
            await store.ReadTailAsync(key, 0, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
        {
            return false;
        }
    }
}
