using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Kartothek.Benchmarks;

/// <summary>The inside of an engine's process: answers one query whenever a line of the standard input asks for it.</summary>
internal static class EngineHost
{
    private static long _base;

    /// <param name="arguments">The engine, the query, the threads and the folder of the data.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var data = BenchmarkData.In(arguments[3]);
        var threads = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var query = BenchmarkQuery.Of(arguments[1]);
        using var contender = Create(arguments[0], data, threads);
        while (Console.ReadLine() is { } request)
        {
            try
            {
                Console.WriteLine(request switch
                {
                    "settings" => $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC, {Environment.ProcessorCount} cores",
                    "answer" => await AnswerAsync(contender, query),
                    "time" => await TimeAsync(contender, query),
                    "base" => _base.ToString(CultureInfo.InvariantCulture),
                    "written" => contender.BytesWritten.ToString(CultureInfo.InvariantCulture),
                    "peak" => PeakBytes().ToString(CultureInfo.InvariantCulture),
                    _ => $"! '{request}' isn't a request.",
                });
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Console.WriteLine($"! {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            }
        }

        return 0;
    }

    private static IContender Create(string name, BenchmarkData data, int threads) => name switch
    {
        "linq" => new LinqContender(data, threads),
        "batches" => new BatchContender(data, threads),
        "duckdb" => new DuckDbContender(data, threads),
        "parquet.net" => new ParquetSerializerContender(data),
        _ => throw new ArgumentException($"There is no engine '{name}'."),
    };

    private static async Task<string> AnswerAsync(IContender contender, BenchmarkQuery query)
    {
        await contender.PrepareAsync(query);
        Rest();
        _base = Environment.WorkingSet;
        var start = Stopwatch.GetTimestamp();
        if (await contender.RunAsync(query) is not { } result)
            return "-";

        var elapsed = Stopwatch.GetElapsedTime(start);
        var (answer, hasDigest) = Runner.AnswerOf(result);
        return string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds} {answer.Count} {answer.Digest} {answer.Sum:R} {hasDigest}");
    }

    private static async Task<string> TimeAsync(IContender contender, BenchmarkQuery query)
    {
        await contender.PrepareAsync(query);
        Rest();
        var start = Stopwatch.GetTimestamp();
        var result = await contender.RunAsync(query);
        var elapsed = Stopwatch.GetElapsedTime(start);
        GC.KeepAlive(result);
        Runner.Release(result);
        return elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
    }

    private static void Rest()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    /// <summary>The most memory that was resident; what maps files counts, the page cache of reads doesn't.</summary>
    private static long PeakBytes()
    {
        if (!OperatingSystem.IsLinux())
            return Process.GetCurrentProcess().PeakWorkingSet64;

        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - "kB".Length).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
