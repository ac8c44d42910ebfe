using System.Globalization;

namespace Kartothek.Benchmarks;

/// <summary>Prints the measurements: medians, how they relate to DuckDB's, what was allocated, and requests.</summary>
internal static class ResultTable
{
    private const string Reference = "duckdb";

    public static void Print(
        IReadOnlyList<BenchmarkQuery> queries,
        IReadOnlyList<IContender> contenders,
        Dictionary<(string Query, string Contender), Measurement> measurements,
        TextWriter output)
    {
        output.WriteLine($"| query | {string.Join(" | ", contenders.Select(contender => contender.Name == Reference ? $"{contender.Name} ms" : $"{contender.Name} ms (× {Reference})"))} | allocated MB: {string.Join(", ", contenders.Select(contender => contender.Name))} | requests |");
        output.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", contenders.Count))}---|---:|");
        foreach (var query in queries)
        {
            var row = contenders.Select(contender => measurements[(query.Name, contender.Name)]).ToArray();
            var reference = measurements.GetValueOrDefault((query.Name, Reference));
            var cells = row.Select(measurement => Cell(measurement, reference is { HasTime: true } && reference != measurement ? reference : null));
            var allocated = row.Select(measurement => measurement.HasTime ? Megabytes(measurement.Allocated) : "–");
            var requests = row.FirstOrDefault(measurement => measurement.Requests is not null)?.Requests?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";
            output.WriteLine($"| {query.Name}: {query.Text} | {string.Join(" | ", cells)} | {string.Join(", ", allocated)} | {requests} |");
        }

        foreach (var query in queries)
        {
            foreach (var contender in contenders)
            {
                if (measurements[(query.Name, contender.Name)].Failure is { Length: > 0 } failure)
                    output.WriteLine($"{query.Name}, {contender.Name}: {failure}");
            }
        }
    }

    /// <summary>Whether an answer differed or failed.</summary>
    public static bool HasFailures(Dictionary<(string Query, string Contender), Measurement> measurements) =>
        measurements.Values.Any(measurement => measurement.Failure is { Length: > 0 });

    private static string Cell(Measurement measurement, Measurement? reference) =>
        measurement.Failure is { Length: > 0 } ? "failed"
        : !measurement.HasTime ? "–"
        : reference is null ? Number(measurement.Median)
        : $"{Number(measurement.Median)} ({(measurement.Median / reference.Median).ToString("0.00", CultureInfo.InvariantCulture)})";

    private static string Number(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : milliseconds < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString(bytes < 10_000_000 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
