using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Files that become others. Immutable.</summary>
/// <param name="Inputs">The files, in the order of the header.</param>
/// <param name="FileBytes">The size at which a new file is ended.</param>
/// <param name="Sorts">Whether their rows are sorted; else they keep their order.</param>
internal sealed record CompactionJob(ImmutableArray<DatasetPartition> Inputs, long FileBytes, bool Sorts = false)
{
    /// <summary>The keys of the files.</summary>
    public IEnumerable<string> Keys => Inputs.Select(f => f.Key);
}
