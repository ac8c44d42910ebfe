using System.Collections.Immutable;
using System.Globalization;

namespace Kartothek.Core;

/// <summary>What a commit did.</summary>
public sealed class CommitReport
{
    /// <summary>The dataset as the commit left it.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>The number of the commit.</summary>
    public long Number { get; init; }

    /// <summary>The id of the commit.</summary>
    public required string Id { get; init; }

    /// <summary>Files that the commit added.</summary>
    public int FilesAdded { get; init; }

    /// <summary>Files that the commit removed from the dataset.</summary>
    public int FilesRemoved { get; init; }

    /// <summary>Rows of the files that were written for the commit; 0 for a restoration.</summary>
    public long RowsAdded { get; init; }

    /// <summary>How often the commit was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// Commits of this library that a writer which doesn't look, such as Python, has overwritten since, and that this commit was the first to notice; oldest first. What they had
    /// added isn't in the dataset any more. <c>RestoreAsync</c> brings a version back; or commit the files again.
    /// </summary>
    public ImmutableArray<LostCommit> Lost { get; init; } = [];

    /// <summary>For logs: <c>sales version 4: 2 files added, 1 removed</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Dataset.Uuid} version {Number}: {FilesAdded} file{(FilesAdded == 1 ? "" : "s")} added, {FilesRemoved} removed");
}
