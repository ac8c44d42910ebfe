namespace Kartothek.Columns;

/// <summary>The arithmetic operators.</summary>
public enum ArithmeticOperator : byte
{
    /// <summary>+</summary>
    Add,

    /// <summary>-</summary>
    Subtract,

    /// <summary>*</summary>
    Multiply,

    /// <summary>/, which truncates integers towards zero and throws on an integer or decimal zero</summary>
    Divide,

    /// <summary>%, with the sign of the dividend</summary>
    Remainder,
}
