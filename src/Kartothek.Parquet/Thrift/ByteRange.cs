namespace Kartothek.Parquet;

/// <summary>A part of a footer's or header's bytes, to be decoded when asked for.</summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>No bytes because the field is missing; an empty value has a length of zero. Made anew, since a static field costs a check in code that is compiled before the class is ready.</summary>
    public static ByteRange Missing => new(0, -1);

    /// <summary>Whether the field was there.</summary>
    public bool Exists => Length >= 0;
}
