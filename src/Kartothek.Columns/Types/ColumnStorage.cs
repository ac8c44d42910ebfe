namespace Kartothek.Columns;

/// <summary>How the values of a column lie in a <see cref="Vector"/>.</summary>
public enum ColumnStorage : byte
{
    /// <summary>No values: <see cref="NullVector"/>.</summary>
    None,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="int"/>: Int8, Int16, Int32, UInt8, UInt16, Date, Time in ms.</summary>
    Int32,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="uint"/>: UInt32.</summary>
    UInt32,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="long"/>: Int64, Timestamp, Time in µs and ns, Decimal up to 18 digits (unscaled).</summary>
    Int64,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="ulong"/>: UInt64.</summary>
    UInt64,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="float"/>: Half, Float.</summary>
    Float,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="double"/>.</summary>
    Double,

    /// <summary><see cref="FlatVector{T}"/> of <see cref="System.Int128"/>: Decimal of 19 to 38 digits (unscaled).</summary>
    Int128,

    /// <summary><see cref="BytesVector"/>: String (UTF-8), Binary, FixedBinary, Uuid.</summary>
    Bytes,

    /// <summary><see cref="NestedVector"/>: List, Struct, Map.</summary>
    Nested,
}
