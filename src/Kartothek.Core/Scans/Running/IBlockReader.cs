using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The rows of a task that satisfy its conditions, as blocks in the order of the file.</summary>
public interface IBlockReader : IDisposable
{
    /// <summary>Rows that conditions were checked on so far.</summary>
    long RowsScanned { get; }

    /// <summary>Row groups that were begun so far, and not skipped; 0 for files that have none.</summary>
    int RowGroups { get; }

    /// <summary>Row groups that were begun so far and skipped. A reader that skips none leaves this to the interface.</summary>
    ReadSkips Skipped => default;

    /// <summary>The next block, lent until the next call, or null at the end. Completes synchronously where the store does.</summary>
    ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default);
}
