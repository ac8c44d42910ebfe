using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Hands the blocks of a task on as they are, where the consumer takes each before the next is read: on its own thread.</summary>
/// <param name="fileKey">The task's file.</param>
internal sealed class BlockLoanSink(string fileKey) : ITaskSink<ScannedBlock>
{
    private readonly ScannedBlock _loan = new() { FileKey = fileKey };
    private bool _isReady;

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        (_loan.Block, _isReady) = (block, true);
        return true;
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out ScannedBlock chunk)
    {
        (chunk, var isReady) = (_loan, _isReady);
        _isReady = false;
        return isReady;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
