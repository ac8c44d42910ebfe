using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Reads the CSV file of a task.</summary>
internal sealed class CsvBlockReader(CsvScan scan) : IBlockReader
{
    /// <inheritdoc/>
    public int RowGroups => 0;

    /// <inheritdoc/>
    public long RowsScanned => scan.Figures.RowsScanned;

    /// <inheritdoc/>
    public ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default) => scan.NextAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => scan.Dispose();
}
