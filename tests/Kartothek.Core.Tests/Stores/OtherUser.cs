using System.Runtime.InteropServices;

namespace Kartothek.Core.Tests;

/// <summary>Runs something with the file permissions of a user who is nobody: root itself may do everything.</summary>
internal static partial class OtherUser
{
    private const int Nobody = 65_534;

    public static T Run<T>(Func<T> action)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return action();
        }
        T result = default!;
        Exception? error = null;
        // The user of files belongs to a thread of the kernel, so a thread of its own, which ends with it, does no harm.
        var thread = new Thread(() =>
        {
            setfsuid(Nobody);
            try
            {
                result = action();
            }
            catch (Exception e)
            {
                error = e;
            }
        });
        thread.Start();
        thread.Join();
        return error is null ? result : throw error;
    }

    [LibraryImport("libc")]
    private static partial int setfsuid(int user);
}
