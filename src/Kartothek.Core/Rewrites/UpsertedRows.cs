using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Puts rows by key. The new rows are written first, and their keys collected on the way; then the rows that they replace are taken out of the files that hold them.</summary>
/// <remarks>
/// Where the new rows lack columns that the replaced ones have, these columns are read and kept in memory, and the new rows written again with them. Of several rows with
/// one key the first in the order of the header gives what is kept.
/// </remarks>
internal sealed class UpsertedRows(BlockSource rows, ImmutableArray<string> keyColumns, RewriteOptions options) : RowOperation(options)
{
    private readonly ConcurrentDictionary<string, MatchedRows> _matched = new(StringComparer.Ordinal);
    private ImmutableArray<WrittenPartition> _staged;
    private ImmutableArray<WrittenPartition> _completed;
    private ImmutableArray<FileOutcome> _completedFor;
    private UpsertKeys? _keys;
    private Dataset? _stagedFor;
    private Dictionary<string, DatasetPartition> _partitions = [];

    /// <summary>The new files: the staged ones, or those that have the columns that were kept.</summary>
    public ImmutableArray<WrittenPartition> NewFiles => _completed.IsDefault ? _staged : _completed;

    /// <summary>New rows whose key was there.</summary>
    public long RowsUpdated { get; private set; }

    /// <summary>New rows whose key wasn't there.</summary>
    public long RowsInserted { get; private set; }

    /// <inheritdoc/>
    protected override IEnumerable<WrittenPartition> Written =>
        [.. base.Written, .. _staged.IsDefault ? [] : _staged, .. _completed.IsDefault ? [] : _completed];

    /// <inheritdoc/>
    protected override IEnumerable<WrittenPartition> Intermediate => _completed.IsDefault ? [] : _staged;

    private KeySet Keys => _keys!.Keys;

    /// <summary>The dataset's columns afterwards: one that had no type yet may have one now.</summary>
    public Schema SchemaAfter(Dataset dataset) => SchemaMerge.Merge(dataset.Schema, rows.Schema, dataset.PartitionColumns, MergeContext(dataset));

    /// <summary>Writes the new rows where that wasn't done yet, and takes out of a state what they replace.</summary>
    public async ValueTask<ImmutableArray<FileOutcome>> WorkAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        await StageAsync(dataset, cancellationToken).ConfigureAwait(false);
        if (KeyCondition.Of(Keys) is not { } condition)
        {
            return [];
        }
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, Keys.Schema, condition), cancellationToken).ConfigureAwait(false);
        plan = plan.OfGroup(await KeyIndexPruning.ApplyAsync(dataset, plan.Files, Keys, cancellationToken).ConfigureAwait(false), []);
        var outcomes = await WorkAsync(dataset, plan, cancellationToken).ConfigureAwait(false);
        var touched = outcomes.Where(o => !o.IsUntouched).ToImmutableArray();
        _partitions = plan.Files.ToDictionary(f => f.Partition.Key, f => f.Partition, StringComparer.Ordinal);
        Count(touched);
        await CompleteAsync(dataset, touched, cancellationToken).ConfigureAwait(false);
        return outcomes;
    }

    /// <inheritdoc/>
    protected override async ValueTask<FileOutcome> WorkAsync(Dataset dataset, ScanPlan plan, PlannedFile file, CancellationToken cancellationToken)
    {
        var content = await FileContent.OpenAsync(dataset, file.Partition, Figures, cancellationToken).ConfigureAwait(false);
        var matched = await MatchAsync(plan, file, content, cancellationToken).ConfigureAwait(false);
        var outcome = new FileOutcome(file.Partition.Key, file.Partition.Label, matched.Marks.Count);
        _matched[outcome.Key] = matched;
        if (matched.Marks.Count == 0 || matched.Marks.Count == matched.Marks.RowCount)
        {
            return outcome;
        }
        var kept = new FileRewrite(content).ReadAsync(content.Schema, matched.Marks, wanted: false, cancellationToken);
        return outcome with { Replacement = await ReplacementFile.WriteAsync(dataset, content, content.Schema, kept, Options.Labels.Next(), cancellationToken).ConfigureAwait(false) };
    }

    private static SchemaMergeContext MergeContext(Dataset dataset) => new("Cannot put rows into", dataset.Uuid) { AddsColumns = false, FillsMissingColumns = true };

    private async ValueTask StageAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        if (!_staged.IsDefault)
        {
            if (!dataset.PartitionColumns.AsSpan().SequenceEqual(_stagedFor!.PartitionColumns.AsSpan()))
            {
                throw CoreErrors.PartitionColumnsChanged(_stagedFor, dataset);
            }
            return;
        }
        _stagedFor = dataset;
        _keys = new UpsertKeys(dataset, rows.Schema, keyColumns);
        // Before anything is written.
        SchemaAfter(dataset);
        var writer = new PartitionWriter(Options.WriteOptions(dataset, rows.Schema), rows.Schema);
        _staged = await writer.WriteAsync(_keys.CollectAsync(rows.Blocks, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<MatchedRows> MatchAsync(ScanPlan plan, PlannedFile file, FileContent content, CancellationToken cancellationToken)
    {
        // Statistics may rule row groups out; that all of a condition holds proves no key.
        var opened = new RowGroupPruning(plan, file, content.Opened).Plan();
        var marks = new RowMarks(content.Footer.RowCount);
        var numbers = new List<int>();
        var lookup = new KeyLookup(Keys);
        foreach (var group in opened.RowGroups)
        {
            using var reader = content.Read(group.Number, Keys.Schema);
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                var found = lookup.Find(block);
                for (var row = 0; row < found.Length; row++)
                {
                    if (found[row] >= 0)
                    {
                        marks.Add(block.FirstRow + row);
                        numbers.Add(found[row]);
                    }
                }
            }
        }
        return new MatchedRows(marks, [.. numbers]);
    }

    private void Count(ImmutableArray<FileOutcome> touched)
    {
        var isThere = new RowMarks(Keys.Count);
        foreach (var outcome in touched)
        {
            foreach (var number in _matched[outcome.Key].Numbers)
            {
                isThere.Add(number);
            }
        }
        RowsUpdated = isThere.Count;
        RowsInserted = Keys.Count - isThere.Count;
    }

    /// <summary>Writes the new rows again with the columns that they lack and the replaced rows have, unless that was done for these rows.</summary>
    private async ValueTask CompleteAsync(Dataset dataset, ImmutableArray<FileOutcome> touched, CancellationToken cancellationToken)
    {
        if (!_completedFor.IsDefault && _completedFor.SequenceEqual(touched))
        {
            return;
        }
        var columns = await KeptColumnsAsync(dataset, touched, cancellationToken).ConfigureAwait(false);
        if (!_completed.IsDefault)
        {
            GiveUp(_completed);
            _completed = default;
        }
        if (columns.Fields.Length > 0)
        {
            var kept = await KeepAsync(dataset, touched, columns, cancellationToken).ConfigureAwait(false);
            _completed = await kept.WriteAsync(dataset, Options, _staged, rows.Schema, _keys!, cancellationToken).ConfigureAwait(false);
        }
        _completedFor = touched;
    }

    /// <summary>The columns that the replaced rows have and the new ones lack, with types that hold those of all files.</summary>
    private async ValueTask<Schema> KeptColumnsAsync(Dataset dataset, ImmutableArray<FileOutcome> touched, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var outcome in touched)
        {
            var file = await OpenAsync(dataset, outcome, cancellationToken).ConfigureAwait(false);
            var hidden = PandasIndex.ColumnsOf(file.Footer);
            foreach (var field in file.Schema.Fields.Where(f => !rows.Schema.Contains(f.Name) && !hidden.Contains(f.Name)))
            {
                fields[field.Name] = !fields.TryGetValue(field.Name, out var known) ? field with { IsNullable = true }
                    : CommonType.Of(known.Type, field.Type) is { } type ? known with { Type = type }
                    : throw CoreErrors.UpsertColumnTypes(dataset.Uuid, field.Name);
            }
        }
        return new Schema(fields.Values);
    }

    private async ValueTask<KeptColumns> KeepAsync(Dataset dataset, ImmutableArray<FileOutcome> touched, Schema columns, CancellationToken cancellationToken)
    {
        var kept = new KeptColumns(columns, Keys.Count);
        foreach (var outcome in touched)
        {
            var matched = _matched[outcome.Key];
            if (matched.KeptColumns is null || !matched.KeptColumns.Fields.AsSpan().SequenceEqual(columns.Fields.AsSpan()))
            {
                var file = await OpenAsync(dataset, outcome, cancellationToken).ConfigureAwait(false);
                var buffer = new RowBuffer(columns);
                await foreach (var (block, positions) in new FileRewrite(file).ReadAsync(columns, matched.Marks, wanted: true, cancellationToken).ConfigureAwait(false))
                {
                    buffer.Append(block, positions.Span);
                }
                (matched.Kept, matched.KeptColumns) = (buffer, columns);
            }
            kept.Add(matched.Kept!, matched.Numbers);
        }
        return kept;
    }

    private ValueTask<FileContent> OpenAsync(Dataset dataset, FileOutcome outcome, CancellationToken cancellationToken) =>
        FileContent.OpenAsync(dataset, _partitions[outcome.Key], Figures, cancellationToken);
}
