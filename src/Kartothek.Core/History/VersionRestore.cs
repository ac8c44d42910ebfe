using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Makes an earlier version the present one, in one commit. Its files stay as they are; an index that is gone is built again.</summary>
internal static class VersionRestore
{
    /// <summary>Restores a version.</summary>
    public static ValueTask<CommitReport> RunAsync(Dataset dataset, VersionChoice choice, CommitOptions options, CancellationToken cancellationToken) =>
        Committer.CommitAsync(
            dataset.Store,
            dataset.Uuid,
            (state, token) => PlanAsync(dataset, choice, state, token),
            options with { Open = dataset.Options with { Table = dataset.Table, AsOf = null }, Snapshot = dataset.Header },
            cancellationToken);

    private static async ValueTask<DatasetChange> PlanAsync(Dataset dataset, VersionChoice choice, DatasetState state, CancellationToken cancellationToken)
    {
        var present = state.Header ?? throw state.Failure!;
        var version = await new VersionSearch(dataset.Store, present).FindAsync(choice, cancellationToken).ConfigureAwait(false);
        var lostIndices = await VersionObjects.CheckAsync(dataset.Store, present, version, choice, cancellationToken).ConfigureAwait(false);
        // An overwrite may have given the dataset another table than the version has.
        var hasTable = version.Tables.IsEmpty ? version.Record?.Tables.ContainsKey(dataset.Table) != false : version.Tables.Contains(dataset.Table);
        var table = await TableSchema.OfVersionAsync(dataset.Store, version, hasTable ? dataset.Table : null, dataset.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        var others = (version.Record?.Tables ?? ImmutableSortedDictionary<string, TableRecord>.Empty).Remove(table.Table);
        return new DatasetChange
        {
            Kind = ChangeKind.Restore,
            Table = table.Table,
            Restored = version,
            Schema = table.Schema,
            OtherTables = others.ToImmutableSortedDictionary(t => t.Key, t => t.Value.Schema, StringComparer.Ordinal),
            Repartitions = true,
            PartitionOn = version.PartitionKeys,
            BuiltIndices = [.. lostIndices.Where(table.Schema.Contains)],
            DroppedIndices = [.. lostIndices.Where(c => !table.Schema.Contains(c))],
        };
    }
}
