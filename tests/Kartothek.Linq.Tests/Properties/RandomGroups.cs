namespace Kartothek.Linq.Tests;

/// <summary>Random queries that group <see cref="RandomRow"/>s: conditions, a key, aggregates, and what is done with them.</summary>
internal static class RandomGroups
{
    // A division by it drops the zeros behind the point, by which equal decimals may differ.
    private const decimal One = 1.000000000000000000000000000m;

    /// <summary>A query, whose result is text: one line per group.</summary>
    public static Func<IQueryable<RandomRow>, string> Of(Random random)
    {
        var conditions = Enumerable.Range(0, random.Next(3)).Select(_ => RandomPredicates.Of(random, 1)).ToList();
        var rest = random.Next(14) switch
        {
            0 => End(random, r => r.Name),
            1 => End(random, r => r.Number),
            2 => End(random, r => r.Ratio),
            3 => End(random, r => r.Share),
            4 => End(random, r => r.Day),
            5 => End(random, r => r.Key),
            6 => End(random, r => r.Size),
            7 => End(random, r => r.Zone),
            8 => End(random, r => r.Twice % 3),
            9 => End(random, r => r.Count % 2 == 0),
            10 => End(random, r => new { r.Name, r.Open }),
            11 => End(random, r => new { r.Number, r.Flag, r.At.Hour }),
            12 => End(random, r => new { r.Zone, r.Share, r.Part }),
            _ => End(random, r => r.Big),
        };
        return source => rest(conditions.Aggregate(source, (query, condition) => query.Where(condition)));
    }

    private static Func<IQueryable<RandomRow>, string> End<TKey>(Random random, System.Linq.Expressions.Expression<Func<RandomRow, TKey>> key)
    {
        var number = random.Next(-3, 4);
        var predicate = RandomPredicates.Of(random, 1).Compile();
        return random.Next(13) switch
        {
            0 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, N = g.Count() })),
            1 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Sum(r => r.Number), B = g.Sum(r => r.Count), C = g.Average(r => r.Number) })),
            2 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Min(r => r.Ratio) + 0.0, B = g.Max(r => r.Share) + 0.0 })),
            3 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Sum(r => r.Amount) / One, B = g.Min(r => r.Day), C = g.Max(r => r.At) })),
            4 => q => Lines(q.GroupBy(key).Where(g => g.Count() > 2).OrderByDescending(g => g.Sum(r => r.Count)).Take(3).Select(g => new { g.Key, N = g.LongCount() })),
            5 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Count(r => r.Count > number), B = g.Any(r => r.Name == "a"), C = g.All(r => r.Flag) })),
            6 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Select(r => r.Name).Distinct().Count(), B = g.Select(r => r.Share).Distinct().Count() })),
            7 => q => Lines(q.GroupBy(key, r => r.Count).Select(g => g.Sum() + g.Max())),
            8 => q => Lines(q.GroupBy(key, (k, rows) => new { k, A = rows.Average(r => r.Count), B = rows.Max(r => r.Number) })),
            9 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, Ids = string.Join(' ', g.Select(r => r.Id)) })),
            10 => q => $"{q.GroupBy(key).Count()} {q.GroupBy(key).Any(g => g.Count() > 5)}",
            11 => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Where(r => r.Count > number).Sum(r => r.Number), B = g.Count(predicate) })),
            _ => q => Lines(q.GroupBy(key).Select(g => new { g.Key, A = g.Min(r => r.Label), B = g.Max(r => r.Part) })),
        };
    }

    private static string Lines<T>(IEnumerable<T> rows) => string.Join('\n', rows);
}
