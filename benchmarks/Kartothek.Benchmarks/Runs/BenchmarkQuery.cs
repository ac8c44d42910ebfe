using System.Collections.Immutable;

namespace Kartothek.Benchmarks;

/// <summary>A query of the benchmark.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Text">What it asks.</param>
internal sealed record BenchmarkQuery(string Name, string Text)
{
    /// <summary>The order keys of the ten look-ups at full scale.</summary>
    private static readonly long[] LookedUp = [1000001, 2000002, 3000003, 4000004, 5000005, 1500000, 2500001, 3500002, 4500003, 5500004];

    public static ImmutableArray<BenchmarkQuery> All { get; } =
    [
        new("q1s", "all 16 columns, streamed"),
        new("q1", "all 16 columns, kept"),
        new("q1z", "all 16 columns of li_zstd, streamed"),
        new("q2", "4 columns, kept"),
        new("q3", "1 % on a number"),
        new("q3s", "1 % on two strings and a number"),
        new("q3z", "1 % on a number of li_zstd"),
        new("q4", "one hive partition of 60"),
        new("q5s", "ten look-ups, sorted file"),
        new("q5i", "ten look-ups, secondary index"),
        new("q6", "TPC-H Q6"),
        new("q6all", "Q6 without the date"),
        new("q1t", "TPC-H Q1"),
        new("q1c", "a sum of TPC-H Q1, without groups"),
        new("cnt", "count with string equality"),
        new("open5k", "footers of the small files"),
        new("sum5k", "sum over the small files"),
        new("taxi", "20 columns with nulls, kept"),
        new("taxif", "1 % of 20 columns with nulls"),
    ];

    /// <summary>The keys of the ten look-ups; at a smaller scale, keys at the same places.</summary>
    public static long[] Keys(BenchmarkData data) => [.. LookedUp.Select(key => Math.Max(1, (long)(key * data.Scale)))];
}
