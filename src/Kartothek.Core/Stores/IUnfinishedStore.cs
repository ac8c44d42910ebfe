namespace Kartothek.Core;

/// <summary>A store in which a writer that dies can leave something behind that is no object: a temporary file, an upload in parts.</summary>
/// <remarks>Optional beside <see cref="IObjectStore"/>. Garbage collection removes what has lain there for long enough.</remarks>
public interface IUnfinishedStore
{
    /// <summary>Lists what lies there, the writes in progress among it, with sizes and the times when they last grew.</summary>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<StoreEntry> ListUnfinishedAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes an entry of the listing. One that is gone is no error; the write that it belongs to fails, and changes nothing.</summary>
    /// <param name="entry">An entry of <see cref="ListUnfinishedAsync"/>.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask DeleteUnfinishedAsync(StoreEntry entry, CancellationToken cancellationToken = default);
}
