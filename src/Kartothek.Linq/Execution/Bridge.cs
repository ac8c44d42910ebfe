namespace Kartothek.Linq;

/// <summary>The one place where synchronous callers wait for asynchronous work; nothing waits where it is already done.</summary>
internal static class Bridge
{
    /// <summary>The result of work that may still be going on.</summary>
    public static T Wait<T>(ValueTask<T> work) => work.IsCompleted ? work.GetAwaiter().GetResult() : work.AsTask().GetAwaiter().GetResult();

    /// <summary>Waits for work that may still be going on.</summary>
    public static void Wait(ValueTask work)
    {
        if (work.IsCompleted)
        {
            work.GetAwaiter().GetResult();
            return;
        }
        work.AsTask().GetAwaiter().GetResult();
    }
}
