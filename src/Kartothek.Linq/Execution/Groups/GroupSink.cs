using System.Diagnostics.CodeAnalysis;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Groups and aggregates the rows of a task, without records; its one chunk are the groups.</summary>
/// <param name="rows">No groups yet.</param>
/// <param name="required">The columns that mustn't have a null.</param>
internal sealed class GroupSink(GroupedRows rows, RequiredColumns required) : ITaskSink<GroupedRows>
{
    private bool _isReady;

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        required.Check(block);
        rows.Add(block);
        return true;
    }

    /// <inheritdoc/>
    public void Complete() => _isReady = true;

    /// <inheritdoc/>
    public bool TryTake([MaybeNullWhen(false)] out GroupedRows chunk)
    {
        chunk = _isReady ? rows : null;
        return _isReady && !(_isReady = false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
