using System.Globalization;

namespace Kartothek.Benchmarks;

/// <summary>The command line of <c>goals</c> and of the processes that it starts.</summary>
/// <param name="Data">The store with the datasets.</param>
/// <param name="Scale">The scale at which data is made; null for what is there, or 1.</param>
/// <param name="Only">Names of rows or of queries; empty for all.</param>
/// <param name="Threads">Cores, and threads of Kartothek and DuckDB.</param>
/// <param name="Repetitions">Timed repetitions of each engine.</param>
/// <param name="Json">Where the rows are written as JSON, too.</param>
internal sealed record GoalOptions(string Data, double? Scale, string[] Only, int Threads, int Repetitions, string? Json)
{
    public const string Usage = """
        goals
          --only NAME      a row or a query, or several with commas between them
          --threads N      cores that each engine is pinned to, and threads that it may use (1)
          --data FOLDER    the store with the datasets; those that are absent are made
          --scale S        the scale at which they are made (1)
          --reps N         timed repetitions of each engine (7)
          --json FILE      writes the rows as JSON, too
        """;

    /// <exception cref="ArgumentException">An argument isn't one, or lacks its value.</exception>
    public static GoalOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new GoalOptions(Path.Combine(Path.GetTempPath(), "kartothek-benchmarks", "scale-1"), null, [], 1, 7, null);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"'{arguments[i]}' needs a value.");
            options = arguments[i] switch
            {
                "--only" => options with { Only = value.Split(',') },
                "--threads" => options with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                "--data" => options with { Data = Path.GetFullPath(value) },
                "--scale" => options with { Scale = double.Parse(value, CultureInfo.InvariantCulture) },
                "--reps" => options with { Repetitions = int.Parse(value, CultureInfo.InvariantCulture) },
                "--json" => options with { Json = Path.GetFullPath(value) },
                _ => throw new ArgumentException($"'{arguments[i]}' isn't an argument."),
            };
        }

        return options;
    }

    /// <summary>The data, made where it is absent.</summary>
    public BenchmarkData Prepare()
    {
        var data = BenchmarkData.In(Data);
        if (Scale is { } scale && !File.Exists(data.Mark))
            data = data with { Scale = scale };

        if (!data.IsComplete)
        {
            Console.Error.WriteLine($"Making the data in '{data.Folder}'.");
            DataGenerator.Generate(data);
        }

        return data;
    }
}
