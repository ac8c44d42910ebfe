namespace Kartothek.Benchmarks;

/// <summary>All goals, for a number of threads.</summary>
internal static class GoalList
{
    /// <summary>Records and batches against DuckDB.NET's fastest way to records: query, records, batches.</summary>
    private static readonly (string Query, double Records, double? Batches)[] Ratios =
    [
        ("q1s", 0.50, 0.28), ("q1", 0.65, 0.40), ("q2", 0.85, 0.40), ("q3", 0.60, 0.55), ("q3s", 0.60, 0.55), ("q4", 0.60, 0.25),
        ("q5s", 0.60, null), ("q5w", 0.35, null), ("q5p", 0.10, null), ("q5i", 1.0, null), ("q6", 0.40, null), ("q6all", 0.38, null), ("q1t", 0.25, null),
        ("cnt", 0.28, null), ("open5k", 0.15, null), ("plan5k", 0.03, null), ("sum5k", 0.45, null), ("taxi", 0.70, 0.40), ("taxif", 0.60, 0.50),
        ("q1sz", 0.55, null), ("q1z", 0.70, null), ("q3z", 0.90, null), ("q3sz", 0.90, null), ("q6allz", 0.50, null), ("q1tz", 0.30, null), ("cntz", 0.40, null),
    ];

    private static readonly string[] Kept = ["q1", "q2", "taxi"];
    private static readonly string[] Streams = ["q1s", "q1sz"];
    private static readonly string[] Filters = ["q3", "q3s", "taxif", "q3z", "q3sz"];
    private static readonly string[] Aggregates = ["q6", "q6all", "q1t", "cnt", "sum5k", "q6allz", "q1tz", "cntz"];

    /// <summary>What <c>DeserializeAsync</c> is compared on; the others it has no way to, or they are what these are.</summary>
    private static readonly string[] Serialized = ["q1s", "q1", "q2", "q3", "q3s", "q4", "q6", "q6all", "cnt", "sum5k", "taxi", "taxif"];

    public static IEnumerable<Goal> Of(int threads) =>
    [
        .. Ratios.SelectMany(row => RatiosOf(row.Query, row.Records, row.Batches, threads)),
        RatioOf("q1s-await", "q1sa", "all 16 columns, await foreach", "linq", Goal.None, threads, isServer: false),
        .. Kept.Select(query => RatioOf($"{query}-server", query, $"{Text(query)}, server GC", "linq", Ratios.First(row => row.Query == query).Records, threads, isServer: true)),
        .. Aggregates.Select(query => SpeedUp(query, 1.8, isServer: false)),
        .. Filters.Concat(Streams).Select(query => SpeedUp(query, 1.6, isServer: false)),
        .. Kept.Select(query => SpeedUp(query, 1.7, isServer: true)),
        .. Serialized.Select(query => new Goal(
            $"{query}-parquetnet", $"{Text(query)}: times as fast as Parquet.Net", GoalKind.Factor, query == "q2" ? 2.5 : 5,
            new EngineSpec("linq", query, threads), new EngineSpec("parquet.net", query, threads))),
        .. Filters.Concat(Aggregates).Select(query => Memory(query, 120, threads)),
        .. Streams.Select(query => Memory(query, 150, threads)),
        RatioOf("w60", "w60", Text("w60"), "linq", 0.60, threads, isServer: false),
        RatioOf("w1", "w1", Text("w1"), "linq", 0.70, threads, isServer: false),
        .. ((string[])["w60", "w1"]).SelectMany(query => WritesOf(query, threads)),
        new Goal("w1i", Text("w1i") + ": time added", GoalKind.Surplus, 0.3, new EngineSpec("linq", "w1i", threads), new EngineSpec("linq", "w1", threads)),
        Alone("plan10w", "plan over 10,000 partitions, warm: ms", GoalKind.Milliseconds, 5, "plan10w", threads),
        new Goal("plan-linear", "plan over 10,000 against 5,000 partitions", GoalKind.Ratio, 2.2, new EngineSpec("linq", "plan10w", threads), new EngineSpec("linq", "plan5w", threads)),
        Alone("first", "the first query of a process: ms", GoalKind.FirstAnswer, 400, "q6", threads),
    ];

    private static IEnumerable<Goal> RatiosOf(string query, double records, double? batches, int threads)
    {
        yield return RatioOf(query, query, Text(query), "linq", records, threads, isServer: false);
        if (batches is { } limit)
            yield return RatioOf($"{query}-batches", query, $"{Text(query)}, batches", "batches", limit, threads, isServer: false);
    }

    private static Goal RatioOf(string name, string query, string text, string engine, double limit, int threads, bool isServer) => new(
        name, text, GoalKind.Ratio, limit, new EngineSpec(engine, query, threads, isServer), new EngineSpec("duckdb", query, threads, isServer));

    private static IEnumerable<Goal> WritesOf(string query, int threads)
    {
        var (engine, reference) = (new EngineSpec("linq", query, threads), new EngineSpec("duckdb", query, threads));
        yield return new($"{query}-memory", $"{Text(query)}: peak MB above the source", GoalKind.MegabytesMore, 400, engine, engine);
        yield return new($"{query}-size", $"{Text(query)}: bytes", GoalKind.SizeRatio, 1, engine, reference);
    }

    private static Goal SpeedUp(string query, double limit, bool isServer) => new(
        $"{query}-threads", $"{Text(query)}: two threads against one{(isServer ? ", server GC" : "")}", GoalKind.Factor, limit,
        new EngineSpec("linq", query, 2, isServer), new EngineSpec("linq", query, 1, isServer));

    private static Goal Memory(string query, double limit, int threads) =>
        Alone($"{query}-memory", $"{Text(query)}: peak MB", GoalKind.Megabytes, limit, query, threads);

    private static Goal Alone(string name, string text, GoalKind kind, double limit, string query, int threads)
    {
        var spec = new EngineSpec("linq", query, threads);
        return new(name, text, kind, limit, spec, spec);
    }

    private static string Text(string query) => BenchmarkQuery.Of(query).Text;
}
