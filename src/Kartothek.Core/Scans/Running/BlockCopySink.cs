using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Hands the blocks of a task on as they are.</summary>
/// <param name="fileKey">The task's file.</param>
/// <param name="copies">Memory for them.</param>
internal sealed class BlockCopySink(string fileKey, BlockCopies copies) : ITaskSink<ScannedBlock>
{
    private readonly DictionaryCopies _dictionaries = copies.RentDictionaries();
    private ScannedBlock? _ready;

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        _ready = copies.RentBlock();
        (_ready.FileKey, _ready.Dictionaries) = (fileKey, _dictionaries);
        _ready.Copy.Fill(block, _dictionaries);
        _ready.Block = _ready.Copy.Block;
        return true;
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out ScannedBlock chunk)
    {
        (chunk, _ready) = (_ready, null);
        return chunk is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
