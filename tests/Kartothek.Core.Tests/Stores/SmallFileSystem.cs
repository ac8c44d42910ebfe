using System.Diagnostics;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>A file system of a few kilobytes in memory; only where the tests may mount one.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly bool _isMounted;

    public SmallFileSystem(int kilobytes)
    {
        _isMounted = Run("mount", $"-t tmpfs -o size={kilobytes}k tmpfs {_folder.Path}");
        if (!_isMounted)
        {
            _folder.Dispose();
            throw new InvalidOperationException("No file system can be mounted here.");
        }
    }

    public static bool IsPossible { get; } = TryMount();

    public string Path => _folder.Path;

    public void MakeReadOnly() => Assert.True(Run("mount", $"-o remount,ro {_folder.Path}"));

    public void MakeWritable() => Assert.True(Run("mount", $"-o remount,rw {_folder.Path}"));

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", _folder.Path);
        }
        _folder.Dispose();
    }

    private static bool TryMount()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }
        try
        {
            using var tried = new SmallFileSystem(64);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Run(string program, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
