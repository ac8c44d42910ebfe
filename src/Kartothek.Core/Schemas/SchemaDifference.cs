using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A column in which two schemas violate each other.</summary>
/// <param name="Column">The column.</param>
/// <param name="Stored">Its type in the dataset; null where it isn't there.</param>
/// <param name="Added">Its type in the new rows; null where they lack it.</param>
internal readonly record struct SchemaDifference(string Column, ColumnType? Stored, ColumnType? Added)
{
    /// <summary>Whether the column of the new rows may be null.</summary>
    public bool IsNullable { get; init; }
}
