namespace Kartothek.Columns;

/// <summary>Where one value of a <see cref="BytesVector"/> lies in its data.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct ByteView(int Offset, int Length);
