using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kartothek.Core;

/// <summary>The calls that .NET lacks, or makes without saying that they failed.</summary>
internal static partial class LibC
{
    /// <summary>errno of a path that exists already; the same on Linux and macOS.</summary>
    public const int FileExists = 17;

    /// <summary>errno of a call that a signal broke off.</summary>
    public const int Interrupted = 4;

    /// <summary>errno of a file system without space, and of a user without any left.</summary>
    public const int NoSpace = 28;

    /// <summary>errno of a file system that is mounted for reading only; the same on Linux and macOS.</summary>
    public const int ReadOnly = 30;

    private const int CloseOnExec = 0x80000;
    private const int LockExclusive = 2;
    private const int LockWithoutWaiting = 4;

    /// <summary>Forces a file's content onto the device, and says when that failed: .NET's own flush swallows the error.</summary>
    public static void Flush(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }
        while (fsync(file) != 0)
        {
            ThrowUnlessInterrupted("fsync", path);
        }
    }

    /// <summary>Forces the entries of a folder onto the device; nothing where the system does so by itself.</summary>
    public static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        int descriptor;
        while ((descriptor = open(path, CloseOnExec)) < 0)
        {
            ThrowUnlessInterrupted("open", path);
        }
        using var folder = new SafeFileHandle(descriptor, ownsHandle: true);
        Flush(folder, path);
    }

    /// <summary>Gives a file a second name unless the name is taken: of several callers one wins.</summary>
    /// <returns>False where the name is taken.</returns>
    public static bool TryLink(string existing, string added)
    {
        while (link(existing, added) != 0)
        {
            if (Marshal.GetLastPInvokeError() == FileExists)
            {
                return false;
            }
            ThrowUnlessInterrupted("link", added);
        }
        return true;
    }

    /// <summary>Whether an open failed because another process, or another part of this one, holds the file's lock.</summary>
    public static bool IsLocked(IOException error) => OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 32 or 33
        : error.HResult == (OperatingSystem.IsMacOS() ? 35 : 11);

    /// <summary>Whether a write failed for want of space.</summary>
    public static bool IsFull(Exception error) => error is IOException && (OperatingSystem.IsWindows()
        ? (error.HResult & 0xFFFF) is 39 or 112
        : error.HResult == NoSpace || error.HResult == (OperatingSystem.IsMacOS() ? 69 : 122));

    /// <summary>Whether a call failed because this process may not do that there.</summary>
    public static bool IsForbidden(Exception error) =>
        error is UnauthorizedAccessException || (error is IOException && (OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) == 19 : error.HResult is 1 or 13 or ReadOnly));

    /// <summary>Whether a call failed because a part of the path, or all of it, is longer than the file system takes.</summary>
    public static bool IsTooLong(Exception error) =>
        error is PathTooLongException || (error is IOException && !OperatingSystem.IsWindows() && error.HResult == (OperatingSystem.IsMacOS() ? 63 : 36));

    /// <summary>Takes the kernel's lock of an open file; false where another has it.</summary>
    public static bool TryLock(SafeFileHandle file) => flock(file, LockExclusive | LockWithoutWaiting) == 0;

    private static void ThrowUnlessInterrupted(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != Interrupted)
        {
            var text = $"{call} of '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)}";
            throw error == 2 ? new DirectoryNotFoundException(text) : new IOException(text, error);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string existing, string added);
}
