using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kartothek.Benchmarks;

/// <summary>Starts processes that may use the machine's first cores only.</summary>
internal static partial class CorePinning
{
    /// <summary>Starts a process. It inherits the cores of the thread that starts it, so that its runtime counts them from the beginning.</summary>
    public static Process Start(ProcessStartInfo start, int cores)
    {
        Process? process = null;
        Exception? error = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (OperatingSystem.IsLinux())
                    Pin(cores);

                process = Process.Start(start)!;
                if (OperatingSystem.IsWindows())
                    process.ProcessorAffinity = (nint)((1L << cores) - 1);
            }
            catch (Exception e)
            {
                error = e;
            }
        });
        thread.Start();
        thread.Join();
        return process ?? throw new InvalidOperationException($"The engine's process can't be started: {error!.Message}", error);
    }

    private static void Pin(int cores)
    {
        Span<ulong> mask = stackalloc ulong[16];
        mask.Clear();
        for (var core = 0; core < cores; core++)
            mask[core >> 6] |= 1UL << (core & 63);

        if (SetAffinity(0, (nuint)(mask.Length * sizeof(ulong)), in mask[0]) != 0)
            throw new InvalidOperationException($"The process can't be pinned to {cores} cores (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Of the calling thread, where the id is 0.</summary>
    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint bytes, in ulong mask);
}
