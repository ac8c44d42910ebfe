namespace Kartothek.Columns;

/// <summary>The logical operators of many operands.</summary>
public enum LogicalOperator : byte
{
    /// <summary>All operands hold; true of no operands.</summary>
    And,

    /// <summary>One operand holds; false of no operands.</summary>
    Or,
}
