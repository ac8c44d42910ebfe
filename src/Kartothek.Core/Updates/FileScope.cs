namespace Kartothek.Core;

/// <summary>A choice of files to remove, made anew on each snapshot that a commit is tried on. Immutable.</summary>
internal abstract class FileScope
{
    /// <summary>The partitions chosen, by their positions in the header, ascending. Requests only where an index is needed that isn't loaded.</summary>
    public abstract ValueTask<IReadOnlyList<int>> SelectAsync(Dataset dataset, CancellationToken cancellationToken);

    /// <summary>What is removed, for messages.</summary>
    public abstract override string ToString();
}
