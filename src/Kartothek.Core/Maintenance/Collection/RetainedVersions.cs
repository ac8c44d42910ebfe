using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>The versions of a dataset's history, as garbage collection sees them.</summary>
internal static class RetainedVersions
{
    /// <summary>Whether a key is that of a version of a history.</summary>
    public static bool IsHistory(string key) => false;

    /// <summary>Reads the versions: per version what it refers to, whether the dataset keeps it, and until when it was the present one.</summary>
    public static async IAsyncEnumerable<(DatasetHeader Header, bool IsRetained, DateTimeOffset Until)> ReadAsync(
        IObjectStore store, string uuid, DatasetHeader? present, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        yield break;
    }
}
