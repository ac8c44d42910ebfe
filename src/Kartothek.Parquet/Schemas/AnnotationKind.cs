namespace Kartothek.Parquet;

/// <summary>What a schema element is annotated as.</summary>
internal enum AnnotationKind : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>UTF-8 text, JSON included.</summary>
    Text,

    /// <summary>Bytes in unsigned order: BSON, and ENUM, which Arrow reads as bytes too.</summary>
    Bytes,

    /// <summary>A map.</summary>
    Map,

    /// <summary>The repeated group of a map in old files, which some of them put on the map itself.</summary>
    MapKeyValue,

    /// <summary>A list.</summary>
    List,

    /// <summary>A decimal; precision and scale are in the annotation, or in the element in old files.</summary>
    Decimal,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Time of day.</summary>
    Time,

    /// <summary>Timestamp.</summary>
    Timestamp,

    /// <summary>Integer of a width.</summary>
    Integer,

    /// <summary>Nothing but nulls.</summary>
    Null,

    /// <summary>UUID.</summary>
    Uuid,

    /// <summary>16-bit floating point.</summary>
    Half,

    /// <summary>Months, days and milliseconds in 12 bytes.</summary>
    Interval,

    /// <summary>
    /// A type that this reader doesn't know, or whose order isn't defined (geometry): read as it is stored, statistics ignored.
    /// </summary>
    Unknown,
}
