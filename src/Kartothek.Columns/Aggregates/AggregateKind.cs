namespace Kartothek.Columns;

/// <summary>The aggregates.</summary>
public enum AggregateKind : byte
{
    /// <summary>Rows.</summary>
    Count,

    /// <summary>Rows in which the argument isn't null.</summary>
    CountValues,

    /// <summary>The sum of the values that aren't null.</summary>
    Sum,

    /// <summary>The least value that isn't null; NaN where there is one.</summary>
    Min,

    /// <summary>The greatest value that isn't null; NaN only where there is no other.</summary>
    Max,

    /// <summary>The sum and the number of the values that aren't null.</summary>
    Average,
}
