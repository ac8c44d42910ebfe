using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Looks for damage in datasets, also in those that can't be opened any more, and mends it.</summary>
public static class Doctor
{
    /// <summary>Verifies a dataset.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="options">How far to look, and whether to repair.</param>
    /// <param name="progress">Is told after every file.</param>
    /// <param name="cancellationToken">Stops it. Repairs that were committed stay.</param>
    /// <remarks>
    /// <para>All tables are verified, against the header at the beginning. What is found is a finding of the report, not an exception.</para>
    /// <para>A repair writes new objects, and makes them visible by one commit, as any other change: readers see the dataset before or after it, and a
    /// commit of somebody else in between isn't lost. No row is changed, added or removed; what can't be repaired from what is there stays as it is.</para>
    /// </remarks>
    /// <exception cref="KartothekException">The dataset has no header (<see cref="ErrorKind.NotFound"/>), or one that can't be read (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static ValueTask<VerifyReport> VerifyAsync(
        IObjectStore store, string uuid, VerifyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
