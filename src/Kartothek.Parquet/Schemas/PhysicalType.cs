namespace Kartothek.Parquet;

/// <summary>How the values of a leaf are stored in its pages; numbered as in Parquet's metadata.</summary>
internal enum PhysicalType : byte
{
    /// <summary>One bit.</summary>
    Boolean = 0,

    /// <summary>4 bytes.</summary>
    Int32 = 1,

    /// <summary>8 bytes.</summary>
    Int64 = 2,

    /// <summary>12 bytes: nanoseconds of the day and Julian day; an old form of timestamps.</summary>
    Int96 = 3,

    /// <summary>IEEE 754 binary32.</summary>
    Float = 4,

    /// <summary>IEEE 754 binary64.</summary>
    Double = 5,

    /// <summary>Bytes of any length.</summary>
    ByteArray = 6,

    /// <summary>Bytes of one length.</summary>
    FixedLengthByteArray = 7,
}
