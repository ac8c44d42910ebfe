namespace Kartothek.Columns;

/// <summary>The values of one column in a <see cref="Block"/>.</summary>
/// <remarks>
/// A vector is lent: its producer overwrites the arrays for the next block. Arrays may be longer than
/// <see cref="Length"/>; slots behind it, and value slots of null rows, hold anything. The shapes are
/// <see cref="FlatVector{T}"/>, <see cref="BytesVector"/>, <see cref="DictionaryVector"/>, <see cref="ConstantVector"/>,
/// <see cref="NullVector"/> and <see cref="NestedVector"/>.
/// </remarks>
public abstract class Vector(ColumnType type)
{
    /// <summary>The logical type.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>Rows.</summary>
    public int Length { get; set; }

    /// <summary>Per row whether it has a value; null where every row has one.</summary>
    public bool[]? Valid { get; set; }

    /// <summary>Whether a row is null.</summary>
    public virtual bool IsNull(int row) => Valid is { } valid && !valid[row];
}
