using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Deletes or updates the rows that a filter means.</summary>
/// <param name="filter">The rows.</param>
/// <param name="setters">What they are set to; none deletes them.</param>
/// <param name="options">How it runs.</param>
internal sealed class FilteredRows(RowFilter filter, ImmutableArray<ColumnSetter> setters, RewriteOptions options) : RowOperation(options)
{
    private readonly SetterInputs _inputs = new(setters);

    private bool IsDelete => setters.IsEmpty;

    /// <summary>Plans the files of a state and works on them.</summary>
    public async ValueTask<ImmutableArray<FileOutcome>> WorkAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        foreach (var setter in setters)
        {
            SetColumn.Check(dataset, setter);
        }
        var columns = filter.Residual?.Columns ?? new Schema([]);
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, columns, filter.Condition), cancellationToken).ConfigureAwait(false);
        return await WorkAsync(dataset, plan, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The dataset's columns afterwards: one that had no type yet has that of its setter.</summary>
    public Schema SchemaAfter(Dataset dataset) => new(dataset.Schema.Fields.Select(f =>
        f.Type.Kind == ColumnKind.Null && setters.FirstOrDefault(s => s.Column == f.Name) is { } setter ? f with { Type = setter.Type } : f));

    /// <inheritdoc/>
    protected override async ValueTask<FileOutcome> WorkAsync(Dataset dataset, ScanPlan plan, PlannedFile file, CancellationToken cancellationToken)
    {
        var content = await FileContent.OpenAsync(dataset, file.Partition, Figures, cancellationToken).ConfigureAwait(false);
        var marker = new RowMarker(plan, filter, new LocalTaskRunner(dataset, Figures));
        var marks = await marker.MarkAsync(file, content, cancellationToken).ConfigureAwait(false);
        var outcome = new FileOutcome(file.Partition.Key, file.Partition.Label, marks.Count);
        if (marks.Count == 0 || (IsDelete && marks.Count == marks.RowCount))
        {
            return outcome;
        }
        return IsDelete
            ? outcome with { Replacement = await KeepAsync(dataset, content, marks, cancellationToken).ConfigureAwait(false) }
            : await UpdateAsync(dataset, content, marks, outcome, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<WrittenPartition> KeepAsync(Dataset dataset, FileContent file, RowMarks deleted, CancellationToken cancellationToken) =>
        ReplacementFile.WriteAsync(
            dataset, file, file.Schema, new FileRewrite(file).ReadAsync(file.Schema, deleted, wanted: false, cancellationToken), Options.Labels.Next(), cancellationToken);

    private async ValueTask<FileOutcome> UpdateAsync(Dataset dataset, FileContent file, RowMarks updated, FileOutcome outcome, CancellationToken cancellationToken)
    {
        var update = new FileUpdate(dataset, file, setters, _inputs, Options.Files.KeepsNaN);
        var moving = await update.MovingAsync(updated, cancellationToken).ConfigureAwait(false);
        var rewrite = new FileRewrite(file, update, updated);
        var after = SchemaAfter(dataset);
        try
        {
            if (moving is not null)
            {
                outcome = outcome with { Moved = await MoveAsync(dataset, file, update, rewrite, moving, after, cancellationToken).ConfigureAwait(false) };
            }
            if (moving is null || moving.Count < file.Footer.RowCount)
            {
                var rows = rewrite.ReadAsync(update.Schema, moving, wanted: false, cancellationToken);
                var replacement = await ReplacementFile.WriteAsync(dataset, file, update.Schema, rows, Options.Labels.Next(), cancellationToken).ConfigureAwait(false);
                outcome = outcome with { Replacement = replacement with { Schema = after } };
            }
            return outcome;
        }
        catch
        {
            GiveUp(outcome.Moved);
            throw;
        }
    }

    private async ValueTask<ImmutableArray<WrittenPartition>> MoveAsync(
        Dataset dataset, FileContent file, FileUpdate update, FileRewrite rewrite, RowMarks moving, Schema after, CancellationToken cancellationToken)
    {
        // The index that pandas stored says nothing in another file, where no footer hides it.
        var hidden = PandasIndex.ColumnsOf(file.Footer);
        var columns = new Schema([.. update.KeySchema.Fields, .. update.Schema.Fields.Where(f => !hidden.Contains(f.Name))]);
        // The rows keep their types; what they lack is null, as in all new files.
        var missing = new Schema(dataset.Schema.Fields.Where(f => !columns.Contains(f.Name)));
        var options = Options.WriteOptions(dataset, columns) with { Stored = missing, Files = Options.Files with { KeepsNaN = true, KeepsNanoseconds = true } };
        var writer = new PartitionWriter(options, columns);
        var written = await writer.WriteAsync(rewrite.ReadBlocksAsync(columns, moving, wanted: true, cancellationToken), cancellationToken).ConfigureAwait(false);
        return [.. written.Select(w => w with { Schema = after })];
    }
}
