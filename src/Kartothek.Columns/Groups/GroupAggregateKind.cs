namespace Kartothek.Columns;

/// <summary>What is computed of the rows of a group.</summary>
public enum GroupAggregateKind : byte
{
    /// <summary>Rows.</summary>
    Count,

    /// <summary>Rows for which the argument, a condition, holds.</summary>
    CountWhere,

    /// <summary>Distinct values of the argument; null is one of them, NaN too, and the zeros are the same.</summary>
    CountDistinct,

    /// <summary>The sum and the number of the values that aren't null; the average is the one divided by the other.</summary>
    Sum,

    /// <summary>The least value that isn't null; NaN where there is one.</summary>
    Min,

    /// <summary>The greatest value that isn't null; NaN only where there is no other.</summary>
    Max,
}
