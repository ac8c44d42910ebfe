namespace Kartothek.Columns;

/// <summary>The kinds of column, without their parameters (see <see cref="ColumnType"/>).</summary>
/// <remarks>The storage of a kind in a vector is <see cref="ColumnType.Storage"/>.</remarks>
public enum ColumnKind : byte
{
    /// <summary>A column that holds nothing but nulls, and whose type nobody knows.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Signed integer of 8 bits.</summary>
    Int8,

    /// <summary>Signed integer of 16 bits.</summary>
    Int16,

    /// <summary>Signed integer of 32 bits.</summary>
    Int32,

    /// <summary>Signed integer of 64 bits.</summary>
    Int64,

    /// <summary>Unsigned integer of 8 bits.</summary>
    UInt8,

    /// <summary>Unsigned integer of 16 bits.</summary>
    UInt16,

    /// <summary>Unsigned integer of 32 bits.</summary>
    UInt32,

    /// <summary>Unsigned integer of 64 bits.</summary>
    UInt64,

    /// <summary>IEEE 754 binary16; held as <see cref="float"/>.</summary>
    Half,

    /// <summary>IEEE 754 binary32.</summary>
    Float,

    /// <summary>IEEE 754 binary64.</summary>
    Double,

    /// <summary>UTF-8 text.</summary>
    String,

    /// <summary>Bytes of any length.</summary>
    Binary,

    /// <summary>Bytes of one length (<see cref="ColumnType.Length"/>).</summary>
    FixedBinary,

    /// <summary>A UUID: 16 bytes in big-endian (RFC 9562) order.</summary>
    Uuid,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Time of day in <see cref="ColumnType.Unit"/>s since midnight.</summary>
    Time,

    /// <summary><see cref="ColumnType.Unit"/>s since 1970-01-01T00:00; an instant when <see cref="ColumnType.IsUtc"/>, else a wall clock.</summary>
    Timestamp,

    /// <summary>Decimal of <see cref="ColumnType.Precision"/> digits, <see cref="ColumnType.Scale"/> of them behind the point.</summary>
    Decimal,

    /// <summary>A list of <see cref="ColumnType.Children"/>[0].</summary>
    List,

    /// <summary>A structure of <see cref="ColumnType.Children"/>.</summary>
    Struct,

    /// <summary>A map: entries of key <see cref="ColumnType.Children"/>[0] and value <see cref="ColumnType.Children"/>[1].</summary>
    Map,
}
