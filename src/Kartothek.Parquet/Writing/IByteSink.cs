namespace Kartothek.Parquet;

/// <summary>Takes the bytes of one new object, in order.</summary>
/// <remarks>For one writer at a time. Nothing is known to be stored before whoever made the sink completes it.</remarks>
public interface IByteSink
{
    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">Lent for the call: a sink that needs them later copies them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Kartothek.Columns.KartothekException">The store failed.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);
}
