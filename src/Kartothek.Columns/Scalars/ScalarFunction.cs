namespace Kartothek.Columns;

/// <summary>The functions of one operand with an <c>int32</c> result, unless said otherwise.</summary>
public enum ScalarFunction : byte
{
    /// <summary>UTF-16 code units of a text, as <see cref="string.Length"/>.</summary>
    StringLength,

    /// <summary>Year of a date or timestamp.</summary>
    Year,

    /// <summary>Month, 1 to 12.</summary>
    Month,

    /// <summary>Day of the month, from 1.</summary>
    Day,

    /// <summary>Hour of a timestamp or time.</summary>
    Hour,

    /// <summary>Minute.</summary>
    Minute,

    /// <summary>Second.</summary>
    Second,

    /// <summary>Day of the year, from 1.</summary>
    DayOfYear,

    /// <summary>Day of the week, Sunday = 0.</summary>
    DayOfWeek,

    /// <summary>The date of a timestamp; a <c>date</c>.</summary>
    Date,

    /// <summary>-x of a signed or floating number; of the operand's type, wraps.</summary>
    Negate,
}
