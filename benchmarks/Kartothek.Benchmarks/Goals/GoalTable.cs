using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kartothek.Benchmarks;

/// <summary>Prints rows, and writes them as JSON.</summary>
internal static class GoalTable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void PrintSettings(BenchmarkData data, int threads, int repetitions)
    {
        Console.WriteLine($"data: '{data.Folder}', scale {data.Scale.ToString(CultureInfo.InvariantCulture)}, warm page cache");
        Console.WriteLine($"engines: a process each, pinned to {threads} of {Environment.ProcessorCount} cores, one repetition of each in turn, medians (and best) of {repetitions}");
        Console.WriteLine($"runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        Console.WriteLine("compilation: tiered, without profiles (TieredPGO=false): repetitions are over before profiles pay");
        foreach (var isServer in (bool[])[false, true])
            Console.WriteLine($"{(isServer ? "server GC rows" : "settings")}: {string.Join(" ", EngineProcess.Settings(isServer).Select(setting => $"{setting.Name}={setting.Value}"))}");

        Console.WriteLine();
        Console.WriteLine("| name | query | ours ms | reference ms | ratio | best | goal | met | peak MB |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---|---:|");
    }

    public static void Print(GoalRow row)
    {
        var goal = row.Goal;
        var reference = row.Reference is null ? "–" : goal.Kind is GoalKind.Ratio or GoalKind.SizeRatio && goal.Reference.Engine == "duckdb"
            ? Time(row.Reference.Median)
            : $"{Time(row.Reference.Median)} ({goal.Reference.Engine}{(goal.Reference.Threads != goal.Engine.Threads ? $", {goal.Reference.Threads} thread" : "")})";
        var limit = goal.IsGoal ? string.Create(CultureInfo.InvariantCulture, $"{(goal.Kind == GoalKind.Factor ? "≥" : "≤")} {goal.Limit}") : "–";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {goal.Name} | {goal.Text} | {(row.Engine is null ? "–" : Time(row.Engine.Median))} | {reference} | {Number(row.Value)} | {Number(row.Best)} | {limit} | {(row.IsMet ? goal.IsGoal ? "met" : "–" : row.Failure is null ? "missed" : $"failed: {row.Failure}")} | {(row.Engine is null ? "–" : $"{row.Engine.PeakBytes / 1e6:N0}")} |"));
    }

    public static void WriteJson(string path, BenchmarkData data, int threads, IEnumerable<GoalRow> rows) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            data.Scale,
            Threads = threads,
            Runtime = RuntimeInformation.FrameworkDescription,
            Rows = rows.Select(row => new
            {
                row.Goal.Name,
                row.Goal.Text,
                Kind = row.Goal.Kind.ToString(),
                Limit = row.Goal.IsGoal ? row.Goal.Limit : (double?)null,
                row.Value,
                row.Best,
                row.IsMet,
                row.Failure,
                Engine = Side(row.Goal.Engine, row.Engine),
                Reference = Side(row.Goal.Reference, row.Reference),
            }),
        },
        Indented));

    private static object? Side(EngineSpec spec, EngineTimes? times) =>
        times is null ? null : new { spec.Engine, spec.Query, spec.Threads, spec.IsServer, times.Times, times.First, times.PeakBytes };

    private static string Time(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : milliseconds < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value is { } number ? number.ToString(number < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) : "–";
}
