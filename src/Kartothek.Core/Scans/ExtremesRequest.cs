using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>
/// The one column of which a scan wants the least or greatest value and nothing else: the bounds of a row group, where they can be trusted to be values
/// of rows, stand for all its rows, and none of them is read.
/// </summary>
/// <remarks>
/// Bounds are values for integers, dates, times, timestamps and decimals, which no writer cuts; not for text, which is, nor for floats, whose bounds leave NaN out. They stand
/// only for row groups of which each row satisfies the predicate.
/// </remarks>
/// <param name="Column">The column, as the type that the extreme is of.</param>
/// <param name="MustHaveValues">Whether a null is an error, so that only row groups known to have none may go unread.</param>
/// <param name="Least">Values below are an error, so that row groups which have one are read.</param>
/// <param name="Greatest">Values above are.</param>
public sealed record ExtremesRequest(ColumnScalar Column, bool MustHaveValues, Int128 Least, Int128 Greatest)
{
    /// <summary>Whether bounds of a type are values.</summary>
    public static bool IsPossible(ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.IsInteger || type.Kind is ColumnKind.Date or ColumnKind.Time or ColumnKind.Timestamp or ColumnKind.Decimal;
    }

    /// <summary>The values that stand for the rows of a row group; null where it must be read.</summary>
    internal ConstantScalar[]? StandIns(ValueRange? range)
    {
        if (range is null || (MustHaveValues && !range.HasNoNulls))
        {
            return null;
        }
        if (range.IsAllNull)
        {
            return [];
        }
        return range is { Min: { } min, Max: { } max } && range.Type == Column.Type && IsWithin(min) && IsWithin(max)
            ? [new(min, Column.Type), new(max, Column.Type)]
            : null;
    }

    private bool IsWithin(object value)
    {
        Int128 number = value switch
        {
            int i => i,
            uint i => i,
            long i => i,
            ulong i => i,
            _ => (Int128)value,
        };
        return number >= Least && number <= Greatest;
    }
}
