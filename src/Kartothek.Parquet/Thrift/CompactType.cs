namespace Kartothek.Parquet;

/// <summary>Types of values in Thrift's compact protocol, as they stand in field and list headers.</summary>
internal enum CompactType : byte
{
    /// <summary>End of a structure.</summary>
    Stop = 0,

    /// <summary>A boolean field that is true; in a list, a boolean.</summary>
    True = 1,

    /// <summary>A boolean field that is false; in a list, a boolean.</summary>
    False = 2,

    /// <summary>One byte.</summary>
    Byte = 3,

    /// <summary>Zigzag varint of 16 bits.</summary>
    Int16 = 4,

    /// <summary>Zigzag varint of 32 bits.</summary>
    Int32 = 5,

    /// <summary>Zigzag varint of 64 bits.</summary>
    Int64 = 6,

    /// <summary>Eight bytes, little-endian.</summary>
    Double = 7,

    /// <summary>A length and that many bytes.</summary>
    Binary = 8,

    /// <summary>A list.</summary>
    List = 9,

    /// <summary>A set; stored as a list.</summary>
    Set = 10,

    /// <summary>A map.</summary>
    Map = 11,

    /// <summary>A structure.</summary>
    Struct = 12,

    /// <summary>Sixteen bytes.</summary>
    Uuid = 13,
}
