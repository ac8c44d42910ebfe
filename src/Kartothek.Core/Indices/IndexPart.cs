using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What one data file contributes to a secondary index: the distinct values of a column that are neither null nor NaN. Immutable.</summary>
internal abstract class IndexPart
{
    private protected IndexPart(Field field, string label) => (Field, Label) = (field, label);

    /// <summary>The column, with the type that its index has (<see cref="IndexColumn.Of(Kartothek.Columns.Field)"/>).</summary>
    public Field Field { get; }

    /// <summary>The label of the file's partition.</summary>
    public string Label { get; }

    /// <summary>The number of distinct values; 0 for a file without rows, or one whose column is all null.</summary>
    public abstract int Count { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Field.Name} of {Label} ({Count} {(Count == 1 ? "value" : "values")})";
}
