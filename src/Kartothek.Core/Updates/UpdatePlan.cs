using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What an update does to the state that a commit is tried on. Used by one commit.</summary>
/// <remarks>
/// What is deleted is chosen anew in each state, and never among the rows that the update adds, since no state has them. A scope that chooses files that others have added since the first
/// attempt is a conflict: who asked for the deletion hasn't seen their rows.
/// </remarks>
internal sealed class UpdatePlan(DatasetUpdate update, ImmutableArray<WrittenPartition> files, bool addsColumns, PythonTarget target)
{
    private readonly HashSet<string> _seen = [.. update.Dataset.Header.Partitions.Select(p => p.Label)];

    /// <summary>What the merge of the rows' schema allows.</summary>
    public static SchemaMergeContext MergeContext(string uuid, bool addsColumns) =>
        SchemaMergeContext.Append(uuid) with { AddsColumns = addsColumns, FillsMissingColumns = true };

    /// <summary>Plans the change of a state.</summary>
    public async ValueTask<DatasetChange> PlanAsync(DatasetState state, CancellationToken cancellationToken)
    {
        var dataset = state.Dataset ?? throw state.Failure!;
        if (!dataset.PartitionColumns.AsSpan().SequenceEqual(update.Dataset.PartitionColumns.AsSpan()))
        {
            throw CoreErrors.PartitionColumnsChanged(update.Dataset, dataset);
        }
        return new DatasetChange
        {
            Kind = ChangeKind.Update,
            Table = dataset.Table,
            Added = files,
            ChoosesFiles = update.Scopes.Count > 0,
            RemovedLabels = await RemovedAsync(dataset, cancellationToken).ConfigureAwait(false),
            Schema = Schema(dataset),
            PartitionOn = dataset.PartitionColumns,
            BuiltIndices = [.. update.IndexBuilds.Distinct(StringComparer.Ordinal)],
            DroppedIndices = [.. update.IndexDrops],
            Target = target,
            Metadata = Metadata(dataset),
        };
    }

    private async ValueTask<ImmutableArray<string>> RemovedAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var chosen = new SortedSet<int>();
        foreach (var scope in update.Scopes)
        {
            foreach (var partition in await scope.SelectAsync(dataset, cancellationToken).ConfigureAwait(false))
            {
                if (!_seen.Contains(dataset.Header.Partitions[partition].Label))
                {
                    throw CoreErrors.ScopeMeetsNewFiles(dataset, scope.ToString(), dataset.Header.Partitions[partition].Label);
                }
                chosen.Add(partition);
            }
        }
        return [.. chosen.Select(p => dataset.Header.Partitions[p].Label)];
    }

    private Schema Schema(Dataset dataset)
    {
        var keys = dataset.PartitionColumns;
        var schema = SchemaNormalization.Normalize(new Schema([.. dataset.Schema.Fields, .. update.Columns.Where(c => !dataset.Schema.Contains(c.Name))]), keys);
        var context = MergeContext(dataset.Uuid, addsColumns);
        foreach (var rows in files.Select(f => f.Schema).Distinct(ReferenceEqualityComparer.Instance).Cast<Schema>())
        {
            schema = SchemaMerge.Merge(schema, rows, keys, context);
        }
        return schema;
    }

    private JsonObject? Metadata(Dataset dataset)
    {
        if (update.Metadata.Count == 0)
        {
            return null;
        }
        var stored = JsonNode.Parse(dataset.Metadata.GetRawText())!.AsObject();
        var changes = new JsonObject();
        foreach (var (entries, rule) in update.Metadata)
        {
            var merged = MetadataMerge.Update(stored, entries, rule);
            foreach (var key in stored.Select(e => e.Key).Concat(merged.Select(e => e.Key)).Distinct(StringComparer.Ordinal).ToArray())
            {
                if (!merged.ContainsKey(key) || !stored.ContainsKey(key) || !JsonNode.DeepEquals(merged[key], stored[key]))
                {
                    changes[key] = merged[key]?.DeepClone();
                }
            }
            stored = merged;
        }
        return changes;
    }
}
