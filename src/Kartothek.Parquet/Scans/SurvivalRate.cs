namespace Kartothek.Parquet;

/// <summary>How many of the row groups that a run has scanned had rows which satisfy its conjuncts. Safe for use by several threads at once.</summary>
/// <remarks>
/// Where a request takes long, reading the conjuncts' columns first and the others for the rows that are left costs two round trips one after the other. It pays where the others are large, or probably not needed.
/// The estimate is Laplace's rule of succession: one of two before anything is known.
/// </remarks>
public sealed class SurvivalRate
{
    private int _scanned;
    private int _survived;

    /// <summary>Counts a row group that was scanned to its end, or until rows were found.</summary>
    internal void Add(bool hasSurvivors)
    {
        Interlocked.Increment(ref _scanned);
        if (hasSurvivors)
            Interlocked.Increment(ref _survived);
    }

    /// <summary>Whether columns are read together with those of the conjuncts: where what they cost for nothing, if no row is left, is less than what waiting costs if one is.</summary>
    /// <param name="bytes">What the columns have.</param>
    /// <param name="roundTrip">The bytes that a source brings in about the time of one request.</param>
    internal bool PaysAtOnce(long bytes, int roundTrip)
    {
        var (survived, scanned) = (Volatile.Read(ref _survived), Volatile.Read(ref _scanned));
        var rate = (Math.Min(survived, scanned) + 1.0) / (scanned + 2);
        return rate * roundTrip > (1 - rate) * bytes;
    }
}
