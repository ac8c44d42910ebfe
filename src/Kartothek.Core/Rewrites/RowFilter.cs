using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Which rows of a dataset a row-level operation means: those that satisfy a condition, and a residual where there is one. Immutable.</summary>
/// <remarks>
/// Both are two-valued, as C# has it: <c>null != 5</c> is true, <c>null &lt; 5</c> is false. The condition is what files are ruled out by; the
/// residual is asked only about rows that satisfy the condition.
/// </remarks>
public sealed record RowFilter
{
    /// <summary>All rows.</summary>
    public static RowFilter All { get; } = new();

    /// <summary>A condition on columns of the dataset, evaluated by column; null where none was translated. Terms of a conjunction are evaluated from left to right.</summary>
    public Scalar? Condition { get; init; }

    /// <summary>What can't be said as a <see cref="Scalar"/>; null where there is nothing of the kind.</summary>
    public RowResidual? Residual { get; init; }

    /// <summary>The rows that satisfy a condition.</summary>
    public static RowFilter Where(Scalar condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new() { Condition = condition };
    }
}
