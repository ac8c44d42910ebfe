namespace Kartothek.Columns;

/// <summary>What a source of knowledge says about how many of a set of rows satisfy a predicate.</summary>
/// <remarks>
/// Rows may be dropped only on <see cref="None"/>, and may go unchecked only on <see cref="All"/>; in doubt <see cref="Some"/>.
/// <code>
/// and   None Some All     or    None Some All     not
/// None  None None None    None  None Some All     None → All
/// Some  None Some Some    Some  Some Some All     Some → Some
/// All   None Some All     All   All  All  All     All  → None
/// </code>
/// </remarks>
public enum Verdict : byte
{
    /// <summary>No row satisfies the predicate.</summary>
    None,

    /// <summary>Some rows may, some may not.</summary>
    Some,

    /// <summary>Every row satisfies the predicate.</summary>
    All,
}
