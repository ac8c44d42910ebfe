namespace Kartothek.Core;

/// <summary>A store that reads the end of an object into memory of the caller's, so that thousands of footers need no memory of their own.</summary>
internal interface IBufferStore
{
    /// <summary>Whether that is so; a store that passes requests on has it from the other.</summary>
    bool ReadsIntoBuffers { get; }

    /// <summary>Reads the end of an object: one request.</summary>
    /// <param name="key">The object.</param>
    /// <param name="destination">Filled from its beginning with the last bytes; with the whole object where it is no longer.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Bytes read, and those of the whole object.</returns>
    ValueTask<(int Read, long Size)> ReadTailAsync(string key, Memory<byte> destination, CancellationToken cancellationToken = default);

    /// <summary>The store as such a one, or null.</summary>
    static IBufferStore? Of(IObjectStore store) => store is IBufferStore { ReadsIntoBuffers: true } buffers ? buffers : null;
}
