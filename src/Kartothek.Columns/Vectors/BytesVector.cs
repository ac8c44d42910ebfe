namespace Kartothek.Columns;

/// <summary>Strings (UTF-8) or binary values as views into one array of bytes, which may be a decompressed page read in place.</summary>
public sealed class BytesVector(ColumnType type, int capacity = 0) : Vector(type)
{
    /// <summary>The bytes that the views point into.</summary>
    public byte[] Data { get; set; } = [];

    /// <summary>One view per row.</summary>
    public ByteView[] Views { get; set; } = capacity == 0 ? [] : new ByteView[capacity];

    /// <summary>Whether all bytes behind the views are known to be ASCII, so that text can be widened without decoding.</summary>
    public bool IsAscii { get; set; }

    /// <summary>The bytes of a row that isn't null.</summary>
    public ReadOnlySpan<byte> this[int row] => Data.AsSpan(Views[row].Offset, Views[row].Length);
}
