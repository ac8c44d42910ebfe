namespace Kartothek.Testing;

/// <summary>The kinds of literal in recorded predicates and index entries.</summary>
public enum GoldenLiteralKind
{
    /// <summary>JSON null.</summary>
    Null,

    /// <summary>An <see cref="System.Int128"/>: wider than any column, so that no literal is out of range.</summary>
    Int,

    /// <summary>A <see cref="double"/>.</summary>
    Float,

    /// <summary>A <see cref="bool"/>.</summary>
    Bool,

    /// <summary>A <see cref="string"/>.</summary>
    String,

    /// <summary>A <c>byte[]</c>.</summary>
    Bytes,

    /// <summary>Days since 1970-01-01, an <see cref="int"/>.</summary>
    Date,

    /// <summary>Nanoseconds of a wall clock since 1970-01-01T00:00, an <see cref="System.Int128"/>.</summary>
    Timestamp,

    /// <summary>Nanoseconds since 1970-01-01T00:00Z, an <see cref="System.Int128"/>.</summary>
    UtcTimestamp,

    /// <summary>Literals.</summary>
    List,
}
