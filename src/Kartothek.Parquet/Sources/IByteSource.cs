using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The bytes of one immutable object: a Parquet file in a store or in memory.</summary>
/// <remarks>Safe for use by several threads at once. Each call is one request to the store, unless the implementation says that it holds bytes.</remarks>
public interface IByteSource
{
    /// <summary>The key or path, for messages.</summary>
    string Name { get; }

    /// <summary>How many bytes one request asks for where a large chunk is read piece by piece.</summary>
    /// <remarks>
    /// Enough that a request isn't felt. Below 1 MiB it says that requests cost next to nothing, so that small ones are made where they save bytes. A chunk of up to two pieces is read whole.
    /// </remarks>
    int PieceBytes => 4 << 20;

    /// <summary>Reads the end of the object, and learns its length: one request.</summary>
    /// <param name="maxBytes">At most so many bytes are returned; the whole object where it is no longer.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KartothekException">The object doesn't exist, or the store doesn't answer.</exception>
    ValueTask<FileTail> ReadTailAsync(int maxBytes, CancellationToken cancellationToken = default);

    /// <summary>Fills the destination with the bytes from an offset on: one request.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="destination">Filled completely.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KartothekException">The object ends before the destination is filled, doesn't exist, or the store doesn't answer.</exception>
    ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken = default);
}
