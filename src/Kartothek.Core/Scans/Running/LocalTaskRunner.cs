using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Runs tasks in this process, reading from the store of a dataset.</summary>
/// <param name="dataset">The dataset whose files the tasks name.</param>
/// <param name="figures">Counts what is read, where somebody wants to know.</param>
public sealed class LocalTaskRunner(Dataset dataset, RunFigures? figures = null) : ITaskRunner
{
    private readonly SurvivalRate _survivalRate = new();

    /// <inheritdoc/>
    /// <remarks>One request where neither the task nor the dataset knows the file's footer; the reader then reads what it needs of the row groups. A CSV file is fetched whole.</remarks>
    public async ValueTask<IBlockReader> StartAsync(ScanTask task, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (task.Format != FileFormat.Parquet)
        {
            var scan = await CsvScan.OpenAsync(dataset.Store, task.FileKey, RowGroupReader.ColumnsOf(task), cancellationToken).ConfigureAwait(false);
            figures?.AddReads(scan.Figures.Requests, scan.Figures.BytesRead);
            return new CsvBlockReader(scan);
        }
        if (!task.StandIns.IsEmpty)
        {
            return new StandInReader(task);
        }
        var opened = task.Opened ?? await dataset.OpenFileAsync(task.FileKey, figures, RowNumberReader.Reads(task) ? FileUse.Footer : FileUse.Rows, cancellationToken).ConfigureAwait(false);
        if (RowNumberReader.Reads(task))
        {
            return new RowNumberReader(opened.Footer, task);
        }
        var source = new StoreByteSource(dataset.Store, task.FileKey, figures, opened.Whole);
        return new RowGroupReader(source, opened.Footer, task, ScanBufferPool.Shared, _survivalRate);
    }
}
