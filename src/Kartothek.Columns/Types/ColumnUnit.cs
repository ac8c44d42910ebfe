namespace Kartothek.Columns;

/// <summary>The unit of a time or timestamp column.</summary>
public enum ColumnUnit : byte
{
    /// <summary>10⁻³ s.</summary>
    Millisecond,

    /// <summary>10⁻⁶ s.</summary>
    Microsecond,

    /// <summary>10⁻⁹ s.</summary>
    Nanosecond,
}
