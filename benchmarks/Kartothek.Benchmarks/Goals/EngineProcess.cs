using System.Diagnostics;
using System.Globalization;

namespace Kartothek.Benchmarks;

/// <summary>An engine in a process of its own, seen from outside.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process _process;

    public EngineProcess(EngineSpec spec, BenchmarkData data)
    {
        Spec = spec;
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        // A self-contained program is its own host; else the host is told the program.
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);

        foreach (var argument in (string[])["engine", spec.Engine, spec.Query, spec.Threads.ToString(CultureInfo.InvariantCulture), data.Folder])
            start.ArgumentList.Add(argument);

        foreach (var (name, value) in Settings(spec.IsServer))
            start.Environment[name] = value;

        _process = CorePinning.Start(start, spec.Threads);
    }

    public EngineSpec Spec { get; }

    /// <summary>
    /// The environment of the engines' runtime. The size of the youngest generation would follow that of the shared cache, and differ between machines. Where the runtime counts one core, it waits ten times as long as elsewhere
    /// before it compiles what runs often: a process that is pinned to one core of many would be measured before it is warm.
    /// </summary>
    public static IEnumerable<(string Name, string Value)> Settings(bool isServer) =>
    [
        ("DOTNET_gcServer", isServer ? "1" : "0"),
        .. isServer ? [("DOTNET_GCDynamicAdaptationMode", "0")] : Array.Empty<(string, string)>(),
        ("DOTNET_GCgen0size", "0x1000000"),
        ("DOTNET_TC_DelaySingleProcMultiplier", "1"),
    ];

    /// <summary>Sends a request, and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The engine failed, or ended.</exception>
    public string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The process of {Spec} ended.");
        return answer.StartsWith("! ", StringComparison.Ordinal) ? throw new InvalidOperationException($"{Spec}: {answer[2..]}") : answer;
    }

    /// <summary>The first answer.</summary>
    /// <returns>Null where the engine has no way to it.</returns>
    public EngineAnswer? First() => EngineAnswer.Parse(Ask("answer"));

    /// <summary>One repetition.</summary>
    public double Time() => double.Parse(Ask("time"), CultureInfo.InvariantCulture);

    /// <summary>The most memory that was resident so far.</summary>
    public long PeakBytes() => long.Parse(Ask("peak"), CultureInfo.InvariantCulture);

    /// <summary>What was resident when the first answer began.</summary>
    public long BaseBytes() => long.Parse(Ask("base"), CultureInfo.InvariantCulture);

    /// <summary>The bytes that the last answer wrote.</summary>
    public long Written() => long.Parse(Ask("written"), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
