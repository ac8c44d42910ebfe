using System.Globalization;

namespace Kartothek.Benchmarks;

/// <summary>The command line.</summary>
/// <param name="Command"><c>data</c> or <c>run</c>.</param>
/// <param name="Scale">The share of the 1,500,000 orders, 5,000,000 trips and 5,000 small files.</param>
/// <param name="Folder">Where the data of all scales lies.</param>
/// <param name="Threads">How many threads Kartothek and DuckDB may use; the others use one.</param>
/// <param name="Repetitions">How often each contender answers each query, after a first time that is checked and not timed.</param>
/// <param name="Only">The queries to run; empty for all.</param>
/// <param name="Contenders">The contenders to run; empty for all.</param>
internal sealed record Options(string Command, double Scale, string Folder, int Threads, int Repetitions, string[] Only, string[] Contenders)
{
    public const string Usage = """
        data | run | goals
          --scale 1        share of the 1,500,000 orders, 5,000,000 trips and 5,000 small files
          --folder PATH    where the data lies; a temporary folder by default, where each scale has its own
          --threads 1      threads of Kartothek and DuckDB (the others use one)
          --reps 5         timed repetitions
          --only q1,q6     queries
          --with linq,duckdb   contenders
        """;

    public static Options Parse(string[] arguments)
    {
        var options = new Options("", 1, Path.Combine(Path.GetTempPath(), "kartothek-benchmarks"), 1, 5, [], []);
        for (var i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "data" or "run" => options with { Command = arguments[i] },
                "--scale" => options with { Scale = double.Parse(Value(arguments, ref i), CultureInfo.InvariantCulture) },
                "--folder" => options with { Folder = Value(arguments, ref i) },
                "--threads" => options with { Threads = int.Parse(Value(arguments, ref i), CultureInfo.InvariantCulture) },
                "--reps" => options with { Repetitions = int.Parse(Value(arguments, ref i), CultureInfo.InvariantCulture) },
                "--only" => options with { Only = Value(arguments, ref i).Split(',') },
                "--with" => options with { Contenders = Value(arguments, ref i).Split(',') },
                _ => throw new ArgumentException($"'{arguments[i]}' isn't an argument."),
            };
        }

        return options.Command.Length > 0 ? options : throw new ArgumentException("The command is missing.");
    }

    private static string Value(string[] arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"'{arguments[i - 1]}' needs a value.");
}
