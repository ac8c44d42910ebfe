using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Gives a column new values in the rows that an update means. Immutable.</summary>
/// <remarks>
/// All setters of an update see the row as it was before. The value's type is of the family of the column's; it is converted to the type of the column in the dataset's
/// schema, and a value that doesn't fit is an error (<see cref="ErrorKind.Invalid"/>) with nothing changed. A partition column may be set: its rows move to the partitions of their
/// new values. NaN becomes null unless <see cref="FileLayout.KeepsNaN"/> is set.
/// </remarks>
public sealed record ColumnSetter
{
    /// <summary>Sets a column to the value of an expression over the row.</summary>
    public ColumnSetter(string column, Scalar value)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(value);
        Column = column;
        Value = value;
    }

    /// <summary>Sets a column to values that code computes.</summary>
    public ColumnSetter(string column, ColumnComputation computation)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(computation);
        Column = column;
        Computation = computation;
    }

    /// <summary>The column: one of the dataset's, by its exact name.</summary>
    public string Column { get; }

    /// <summary>The expression; null where code computes the values.</summary>
    public Scalar? Value { get; }

    /// <summary>What computes the values; null where an expression says them.</summary>
    public ColumnComputation? Computation { get; }

    /// <summary>The type of the values.</summary>
    public ColumnType Type => Value?.Type ?? Computation!.Type;
}
