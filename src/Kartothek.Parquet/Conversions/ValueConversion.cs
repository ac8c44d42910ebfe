namespace Kartothek.Parquet;

/// <summary>Turns values as a page stores them into values as a vector holds them.</summary>
/// <typeparam name="TStored">As decoded.</typeparam>
/// <typeparam name="TValue">As wanted.</typeparam>
internal abstract class ValueConversion<TStored, TValue>
    where TStored : unmanaged
    where TValue : unmanaged
{
    /// <summary>Whether a value may not fit.</summary>
    public abstract bool CanFail { get; }

    /// <summary>Converts values up to the first that doesn't fit.</summary>
    /// <param name="stored">The values.</param>
    /// <param name="data">What views point into; empty for numbers.</param>
    /// <param name="values">As long as stored.</param>
    /// <returns>-1, or the index of the value that doesn't fit.</returns>
    public abstract int Convert(ReadOnlySpan<TStored> stored, byte[] data, Span<TValue> values);
}
