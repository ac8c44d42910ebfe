using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Looks for damage in datasets, also in those that can't be opened any more because their schema is damaged, and mends it. The header must be there.</summary>
public static class Doctor
{
    /// <summary>A repair can bring to light what was hidden: once for a schema, once for files.</summary>
    private const int MaxRounds = 3;

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
    public static async ValueTask<VerifyReport> VerifyAsync(
        IObjectStore store, string uuid, VerifyOptions? options = null, IProgress<MaintenanceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new();
        var found = await DatasetVerification.RunAsync(store, uuid, options, progress, cancellationToken).ConfigureAwait(false);
        List<VerifyFinding> findings = [.. found.Findings];
        for (var round = 0; options.Repair && round < MaxRounds && found.Findings.Any(f => f.IsRepairable); round++)
        {
            await new DoctorRepair(store, found, options).RunAsync(cancellationToken).ConfigureAwait(false);
            // Whether it helped is looked at rather than believed; and what a damaged schema hid shows only now.
            found = await DatasetVerification.RunAsync(store, uuid, options, progress, cancellationToken).ConfigureAwait(false);
            findings = [.. findings.Select(f => f with { IsRepaired = !found.Findings.Any(g => IsSame(f, g)) }), .. found.Findings.Where(g => !findings.Exists(f => IsSame(f, g)))];
        }
        return new VerifyReport
        {
            Uuid = uuid,
            Depth = options.Depth,
            Findings = [.. findings],
            Files = found.Header.Partitions.Sum(p => p.Files.Length),
            Rows = found.Footers.Values.Sum(f => f.RowCount),
        };
    }

    private static bool IsSame(VerifyFinding left, VerifyFinding right) => (left.Kind, left.Key, left.Column) == (right.Kind, right.Key, right.Column);
}
