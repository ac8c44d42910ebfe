namespace Kartothek.Linq;

/// <summary>What an aggregate makes of its rows.</summary>
internal enum AggregateFunction : byte
{
    /// <summary>The number of rows.</summary>
    Count,

    /// <summary>The sum; nulls are skipped; 0 of no rows.</summary>
    Sum,

    /// <summary>The smallest value; nulls are skipped.</summary>
    Min,

    /// <summary>The largest value; nulls are skipped.</summary>
    Max,

    /// <summary>The mean; nulls are skipped.</summary>
    Average,
}
