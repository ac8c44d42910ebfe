using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A flat store of immutable byte sequences under text keys: what a dataset lies in.</summary>
/// <remarks>
/// <para>Each call is one request unless it says otherwise. Calls may run at the same time on several threads. A put becomes visible as a whole
/// or not at all, and every call that begins after it has returned sees it.</para>
/// <para>A key consists of ASCII letters, digits, space and <c>/\`!"#$%&amp;'()+,-.&lt;=&gt;?@[]^_{}~</c> (format.md 1.9); another key is
/// an <see cref="ErrorKind.Invalid"/> error before any request.</para>
/// <para>Errors are <see cref="KartothekException"/>s that name key and store: <see cref="ErrorKind.NotFound"/> for a missing key,
/// <see cref="ErrorKind.Conflict"/> for a condition that doesn't hold, <see cref="ErrorKind.Corrupt"/> for a range that the object
/// doesn't have,
/// <see cref="ErrorKind.Unavailable"/> for a store that failed. Stores in memory and in the local file system complete synchronously.</para>
/// </remarks>
public interface IObjectStore : IAsyncDisposable
{
    /// <summary>The store's URL without secrets, for messages and plans.</summary>
    string Name { get; }

    /// <summary>How many bytes one request asks for where a large object is read piece by piece.</summary>
    /// <remarks>
    /// Enough that a request isn't felt beside the bytes that it brings: 4 MiB unless the store says otherwise. Below 1 MiB it says that requests cost next to nothing, so that small ones are made
    /// where they save bytes. A scan of n columns holds about 2 n pieces, and 3 n of a store that doesn't complete synchronously.
    /// </remarks>
    int PieceBytes => 4 << 20;

    /// <summary>Reads the end of an object; a tail that holds the whole object is its only request.</summary>
    /// <param name="key">The object.</param>
    /// <param name="maxBytes">How many bytes are wanted; 0 asks for size and version only.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The last <paramref name="maxBytes"/> bytes, or all where there are fewer.</returns>
    ValueTask<ObjectTail> ReadTailAsync(string key, int maxBytes, CancellationToken cancellationToken = default);

    /// <summary>Reads a range into the caller's memory, and fills it.</summary>
    /// <param name="key">The object.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">Receives the bytes; its length is the length of the range.</param>
    /// <param name="ifMatch">
    /// The version that the object must have (else <see cref="ErrorKind.Conflict"/>); the default value where any will do.
    /// </param>
    /// <param name="cancellationToken">Stops the request.</param>
    ValueTask<ObjectVersion> ReadAsync(
        string key, long offset, Memory<byte> destination, VersionToken ifMatch = default, CancellationToken cancellationToken = default);

    /// <summary>Writes an object from memory, durably, where the condition holds.</summary>
    /// <returns>The version written.</returns>
    ValueTask<VersionToken> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition = default, CancellationToken cancellationToken = default);

    /// <summary>Writes an object from pieces, durably, where the condition holds. May cost one request per several MB.</summary>
    /// <param name="key">The object.</param>
    /// <param name="content">The pieces in order; each is lent until the next is asked for. Where it throws, nothing is written.</param>
    /// <param name="condition">What must be true when the object becomes visible.</param>
    /// <param name="cancellationToken">Stops the request; nothing is written then.</param>
    /// <returns>The version written.</returns>
    ValueTask<VersionToken> PutAsync(
        string key, IAsyncEnumerable<ReadOnlyMemory<byte>> content, PutCondition condition = default, CancellationToken cancellationToken = default);

    /// <summary>Deletes an object; a missing one is no error.</summary>
    ValueTask DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Lists keys in ascending ordinal order. One request per page of about 1,000 entries.</summary>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="delimiter">
    /// Where given, keys that contain it behind the prefix are not listed one by one, but as one prefix up to and with the delimiter.
    /// </param>
    /// <param name="cancellationToken">Stops the listing.</param>
    IAsyncEnumerable<StoreEntry> ListAsync(string prefix, char? delimiter = null, CancellationToken cancellationToken = default);

    /// <summary>Copies an object onto another key of the store, replacing what is there.</summary>
    /// <returns>The version written.</returns>
    ValueTask<VersionToken> CopyAsync(string source, string target, CancellationToken cancellationToken = default);
}
