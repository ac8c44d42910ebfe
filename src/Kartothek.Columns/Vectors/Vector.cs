namespace Kartothek.Columns;

/// <summary>The values of one column in a <see cref="Block"/>.</summary>
/// <remarks>
/// A vector is lent: its producer overwrites the arrays for the next block. Arrays may be longer than
/// <see cref="Length"/>; slots behind it, and value slots of null rows, hold anything. The shapes are
/// <see cref="FlatVector{T}"/>, <see cref="BytesVector"/>, <see cref="DictionaryVector"/>, <see cref="ConstantVector"/>,
/// <see cref="NullVector"/> and <see cref="NestedVector"/>. Flags and booleans are bytes of 0 or 1 and nothing else, because loops calculate with them.
/// </remarks>
public abstract class Vector(ColumnType type)
{
    /// <summary>The logical type.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>Rows.</summary>
    public int Length { get; set; }

    /// <summary>Per row whether it has a value; null where every row has one.</summary>
    public bool[]? Valid { get; set; }

    /// <summary>An array of this vector's own for <see cref="Valid"/>, which may be one that it shares with another.</summary>
    internal bool[] OwnValid { get; private set; } = [];

    /// <summary>Makes room for so many flags in <see cref="Valid"/>; what they hold is undefined.</summary>
    internal Span<bool> ResetValid(int length)
    {
        if (OwnValid.Length < length) OwnValid = new bool[Math.Max(length, 2 * OwnValid.Length)];
        Valid = OwnValid;
        return OwnValid.AsSpan(0, length);
    }

    /// <summary>Whether a row is null.</summary>
    public virtual bool IsNull(int row) => Valid is { } valid && !valid[row];
}
