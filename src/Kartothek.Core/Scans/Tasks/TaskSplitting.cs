using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Splits tasks of one large row group into several, at page boundaries, so that threads share its rows.</summary>
/// <remarks>
/// <para>How a row group is split depends on the file and on what is asked for, never on the number of threads: partial results are merged task by task, so floating-point sums would depend on it
/// too.</para>
/// <para>Where pages lie is read from the offset indices of the columns (one request), or where they are missing, from the headers of the pages, if the store is one of cheap requests. Else, and
/// where a nested column is asked for, whose rows aren't found by pages, the row group stays one task. So it does when only some rows are wanted and headers would have to be read: walking over
/// them takes longer than reading the first rows.</para>
/// </remarks>
internal static class TaskSplitting
{
    /// <summary>The tasks, the large ones split.</summary>
    public static async ValueTask<ScanTask[]> SplitAsync(ScanTask[] tasks, ScanRequest request, int rowsPerTask, RunFigures? figures, CancellationToken cancellationToken)
    {
        rowsPerTask = request.Dataset.Options.RowsPerTask ?? rowsPerTask;
        if (!Array.Exists(tasks, t => IsLarge(t, rowsPerTask)))
        {
            return tasks;
        }
        var split = new List<ScanTask>();
        foreach (var task in tasks)
        {
            if (IsLarge(task, rowsPerTask) && (request.LimitHint is null || !task.Conjuncts.IsEmpty))
            {
                split.AddRange(await SplitAsync(task, request, rowsPerTask, figures, cancellationToken).ConfigureAwait(false));
            }
            else
            {
                split.Add(task);
            }
        }
        return [.. split];
    }

    private static bool IsLarge(ScanTask task, int rowsPerTask) =>
        task is { RowGroups: [var group], Opened: { } opened } && opened.Footer.RowGroups[group].RowCount > 2L * rowsPerTask;

    private static async ValueTask<IEnumerable<ScanTask>> SplitAsync(ScanTask task, ScanRequest request, int rowsPerTask, RunFigures? figures, CancellationToken cancellationToken)
    {
        var source = new StoreByteSource(request.Dataset.Store, task.FileKey, figures, task.Opened!.Whole);
        var group = task.Opened.Footer.RowGroups[task.RowGroups[0]];
        // Once for all tasks: what the filters rule out, nobody reads.
        if (await new BloomPruning(task).RulesOutAsync(source, group, cancellationToken).ConfigureAwait(false))
        {
            return [task with { Looked = new ScanRows([], null), UsesBloomFilters = false }];
        }
        task = task with { UsesBloomFilters = false };
        var rows = await new PagePruning(task).PlacedRowsAsync(source, group, walks: request.LimitHint is null, cancellationToken).ConfigureAwait(false);
        if (rows is not { Index: { } index })
        {
            return [task];
        }
        var split = new List<ScanTask>();
        foreach (var range in index.Split(source, rowsPerTask))
        {
            var looked = PagePruning.Within(rows.Ranges, range);
            if (!looked.IsEmpty)
            {
                // The first one counts the row group, so it begins at its first row, whatever pages are ruled out.
                split.Add(task with { Rows = split.Count == 0 ? range with { First = 0 } : range, Looked = new ScanRows(looked, index) });
            }
        }
        // The task that finds nothing to read is still the one that counts file and row group.
        return split.Count > 0 ? split : [task with { Looked = rows }];
    }
}
