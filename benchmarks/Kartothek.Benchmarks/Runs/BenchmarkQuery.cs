using System.Collections.Immutable;

namespace Kartothek.Benchmarks;

/// <summary>A query of the benchmark.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Text">What it asks.</param>
/// <param name="Shape">The question, whatever dataset it is asked of.</param>
/// <param name="Dataset">The dataset.</param>
internal sealed record BenchmarkQuery(string Name, string Text, string Shape, string Dataset)
{
    /// <summary>The order keys of the ten look-ups at full scale.</summary>
    private static readonly long[] LookedUp = [1000001, 2000002, 3000003, 4000004, 5000005, 1500000, 2500001, 3500002, 4500003, 5500004];

    public static ImmutableArray<BenchmarkQuery> All { get; } =
    [
        new("q1s", "all 16 columns, streamed", "q1s", BenchmarkData.Snappy),
        new("q1sa", "all 16 columns, await foreach", "q1sa", BenchmarkData.Snappy),
        new("q1", "all 16 columns, kept", "q1", BenchmarkData.Snappy),
        new("q2", "4 columns, kept", "q2", BenchmarkData.Snappy),
        new("q3", "1 % on a number", "q3", BenchmarkData.Snappy),
        new("q3s", "1 % on two strings and a number", "q3s", BenchmarkData.Snappy),
        new("q4", "one hive partition of 60", "q4", BenchmarkData.Snappy),
        new("q5s", "ten look-ups, sorted file", "q5", BenchmarkData.Sorted),
        new("q5i", "ten look-ups, secondary index, cold", "q5", BenchmarkData.Indexed),
        new("q5w", "ten look-ups, secondary index, warm", "q5w", BenchmarkData.Indexed),
        new("q5p", "ten look-ups, secondary index, warm, small pages", "q5w", BenchmarkData.Paged),
        new("q6", "TPC-H Q6", "q6", BenchmarkData.Snappy),
        new("q6all", "Q6 without the date", "q6all", BenchmarkData.Snappy),
        new("q1t", "TPC-H Q1", "q1t", BenchmarkData.Snappy),
        new("q1c", "a sum of TPC-H Q1, without groups", "q1c", BenchmarkData.Snappy),
        new("cnt", "count with string equality", "cnt", BenchmarkData.Snappy),
        new("open5k", "footers of the small files", "open5k", BenchmarkData.Tiny),
        new("plan5k", "plan over 5,000 partitions", "plan", BenchmarkData.Hive),
        new("plan5w", "plan over 5,000 partitions, warm", "planw", BenchmarkData.Hive),
        new("plan10w", "plan over 10,000 partitions, warm", "planw", BenchmarkData.LargeHive),
        new("sum5k", "sum over the small files", "sum5k", BenchmarkData.Tiny),
        new("taxi", "20 columns with nulls, kept", "taxi", BenchmarkData.Taxi),
        new("taxif", "1 % of 20 columns with nulls", "taxif", BenchmarkData.Taxi),
        new("q1sz", "zstd: all 16 columns, streamed", "q1s", BenchmarkData.Zstd),
        new("q1z", "zstd: all 16 columns, kept", "q1", BenchmarkData.Zstd),
        new("q3z", "zstd: 1 % on a number", "q3", BenchmarkData.Zstd),
        new("q3sz", "zstd: 1 % on two strings and a number", "q3s", BenchmarkData.Zstd),
        new("q6allz", "zstd: Q6 without the date", "q6all", BenchmarkData.Zstd),
        new("q1tz", "zstd: TPC-H Q1", "q1t", BenchmarkData.Zstd),
        new("w60", "write 60 hive files", "w60", BenchmarkData.Snappy),
        new("w1", "write one file", "w1", BenchmarkData.Snappy),
        new("w1i", "write one file, with a secondary index of 1.5 M values", "w1i", BenchmarkData.Snappy),
        new("cntz", "zstd: count with string equality", "cnt", BenchmarkData.Zstd),
    ];

    /// <summary>The query of a name.</summary>
    public static BenchmarkQuery Of(string name) => All.First(query => query.Name == name);

    /// <summary>The keys of the ten look-ups; at a smaller scale, keys at the same places.</summary>
    public static long[] Keys(BenchmarkData data) => [.. LookedUp.Select(key => Math.Max(1, (long)(key * data.Scale)))];
}
