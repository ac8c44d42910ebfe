using System.Diagnostics;
using Kartothek.Testing;

namespace Kartothek.Linq.Tests;

/// <summary>A real process that commits rows to a dataset in a folder (<c>Kartothek.Interop write-loop</c>).</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    public WriterProcess(string folder, string uuid, long writer, long count, bool isAlone)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(RepositoryFolder.Path, "tests", "Kartothek.Interop", "bin", configuration, "net10.0", "Kartothek.Interop.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[program, "write-loop", folder, uuid, $"{writer}", $"{count}", isAlone ? "alone" : "shared"])
        {
            start.ArgumentList.Add(argument);
        }
        _process = Process.Start(start)!;
    }

    /// <summary>The next row that the process says it has committed, or null where it has ended.</summary>
    public async Task<long?> NextAsync() =>
        await _process.StandardOutput.ReadLineAsync() is { Length: > 0 } line ? long.Parse(line, System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Kills the process, with SIGKILL on Unix, and gives the last row that it had acknowledged, or -1.</summary>
    public async Task<long> KillAsync(long last)
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        while (await NextAsync() is { } row)
        {
            last = row;
        }
        return last;
    }

    /// <summary>Waits for the process to end by itself.</summary>
    public async Task EndAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        while (await NextAsync() is not null)
        {
        }
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, await errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }
}
