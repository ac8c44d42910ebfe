using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Finds the rows of a file that a filter means, reading only the columns of the filter, and only the row groups in which some rows may satisfy it.</summary>
internal sealed class RowMarker(ScanPlan plan, RowFilter filter, LocalTaskRunner runner)
{
    /// <summary>Marks rows.</summary>
    /// <param name="file">The file, as the plan left it.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <remarks>No request where keys, indices and statistics decide every row.</remarks>
    public async ValueTask<RowMarks> MarkAsync(PlannedFile file, FileContent content, CancellationToken cancellationToken)
    {
        var opened = new RowGroupPruning(plan, file, content.Opened).Plan();
        var marks = new RowMarks(content.Footer.RowCount);
        var test = filter.Residual?.Start();
        foreach (var task in TaskCutter.Cut(opened, plan.Request))
        {
            if (test is null && task.Conjuncts.IsEmpty)
            {
                foreach (var group in task.RowGroups)
                {
                    marks.Add(content.Footer.RowGroups[group].FirstRow, content.Footer.RowGroups[group].RowCount);
                }
                continue;
            }
            using var reader = await runner.StartAsync(task, cancellationToken).ConfigureAwait(false);
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
            {
                Mark(block, test, marks);
            }
        }
        return marks;
    }

    private static void Mark(Block block, RowTest? test, RowMarks marks)
    {
        bool[]? holds = null;
        if (test is not null)
        {
            holds = new bool[block.Length];
            test(block, holds);
        }
        for (var row = 0; row < block.Length; row++)
        {
            if (holds is null || holds[row])
            {
                marks.Add(block.RowNumber(row));
            }
        }
    }
}
