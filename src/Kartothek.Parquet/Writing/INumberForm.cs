namespace Kartothek.Parquet;

/// <summary>How numbers that a vector holds as <typeparamref name="T"/> are stored.</summary>
/// <typeparam name="T">The bits of a value: int, long or Int128.</typeparam>
internal interface INumberForm<T>
    where T : unmanaged
{
    /// <summary>Writes values in their PLAIN form.</summary>
    /// <param name="values">The values.</param>
    /// <param name="width">Bytes per stored value.</param>
    /// <param name="destination">As long as they are together.</param>
    static abstract void Write(ReadOnlySpan<T> values, int width, Span<byte> destination);
}
