namespace Kartothek.Parquet;

/// <summary>What is wrong with the statistics of a column chunk.</summary>
public enum StatisticsFaultKind
{
    /// <summary>There are none at all.</summary>
    Missing,

    /// <summary>The null count isn't that of the rows.</summary>
    NullCount,

    /// <summary>A value lies below the minimum.</summary>
    Min,

    /// <summary>A value lies above the maximum.</summary>
    Max,
}
