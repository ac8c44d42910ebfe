namespace Kartothek.Linq.Tests;

/// <summary>Random queries over <see cref="RandomRow"/>: some operators that keep rows, then a projection or a value.</summary>
internal static class RandomQueries
{
    // A division by it drops the zeros behind the point, by which equal decimals may differ.
    private const decimal One = 1.000000000000000000000000000m;

    /// <summary>A query, whose result is text: one line per row, or a value.</summary>
    public static Func<IQueryable<RandomRow>, string> Of(Random random)
    {
        var operators = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Operator(random)).ToList();
        var end = End(random);
        return source => end(operators.Aggregate(source, (query, next) => next(query)));
    }

    private static Func<IQueryable<RandomRow>, IQueryable<RandomRow>> Operator(Random random)
    {
        var predicate = RandomPredicates.Of(random, 2);
        var count = random.Next(12);
        return random.Next(12) switch
        {
            0 => q => q.Skip(count),
            1 => q => q.Take(count),
            2 => q => q.OrderBy(r => r.Number).ThenByDescending(r => r.Ratio),
            3 => q => q.OrderBy(r => r.Name, StringComparer.Ordinal),
            4 => q => q.Distinct(),
            5 => q => q.Reverse(),
            _ => q => q.Where(predicate),
        };
    }

    private static Func<IQueryable<RandomRow>, string> End(Random random)
    {
        var predicate = RandomPredicates.Of(random, 1);
        var number = random.Next(-3, 4);
        return random.Next(18) switch
        {
            0 => q => $"{q.Count()}",
            1 => q => $"{q.LongCount(predicate)}",
            2 => q => $"{q.Any(predicate)}",
            3 => q => $"{q.All(predicate)}",
            4 => q => $"{q.Sum(r => r.Number)}",
            5 => q => $"{q.Sum(r => r.Count)}",
            6 => q => $"{q.Min(r => r.Ratio) + 0.0} {q.Max(r => r.Share) + 0.0}",
            7 => q => $"{q.Max(r => r.Day)} {q.Min(r => r.At):O}",
            8 => q => $"{q.Sum(r => r.Amount) / One} {q.Average(r => r.Number)}",
            9 => q => $"{q.Select(r => r.Name).Max(StringComparer.Ordinal)}",
            10 => q => $"{q.FirstOrDefault(predicate)?.Id} {q.Select(r => r.Id).ElementAtOrDefault(2)}",
            11 => q => $"{q.LastOrDefault(predicate)?.Id}",
            12 => q => $"{q.Select(r => r.Count).Contains(number)} {q.Select(r => r.Share).Contains(double.NaN)}",
            13 => q => Lines(q.Select(r => new { r.Id, Key = r.Count * 2, r.Name }).Where(r => r.Key > number && r.Name != null).Select(r => r.Id)),
            14 => q => Lines(q.Select(r => r.Number).Distinct()),
            15 => q => Lines(q.Select(r => new { r.Number, r.Flag }).Distinct().Where(r => r.Flag).OrderBy(r => r.Number).Take(3)),
            _ => q => Lines(q.AsEnumerable().Select(r => r with { Amount = r.Amount / One })),
        };
    }

    private static string Lines<T>(IEnumerable<T> rows) => string.Join('\n', rows);
}
