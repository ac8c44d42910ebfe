namespace Kartothek.Core;

/// <summary>What a row-level operation or a compaction did. Immutable.</summary>
/// <remarks>Counts are those of the state that was committed onto: where the commit had to be tried again, what others had changed by then is in them.</remarks>
public sealed record RewriteReport
{
    /// <summary>The dataset as the operation left it: that of the commit, or as it was found where there was nothing to do.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>The commit; null where there was nothing to do, and none was made.</summary>
    public CommitReport? Commit { get; init; }

    /// <summary>Files of which some rows were changed or deleted, or that were merged or split: each is replaced by new ones.</summary>
    public int FilesRewritten { get; init; }

    /// <summary>Files that are gone without replacement, since all of their rows were deleted.</summary>
    public int FilesRemoved { get; init; }

    /// <summary>Files that stay as they are, under the same keys.</summary>
    public int FilesUntouched { get; init; }

    /// <summary>New files.</summary>
    public int FilesWritten { get; init; }

    /// <summary>Rows that satisfied the filter of a delete.</summary>
    public long RowsDeleted { get; init; }

    /// <summary>Rows that satisfied the filter of an update, whether or not their values differ afterwards; rows of an upsert whose key was there.</summary>
    public long RowsUpdated { get; init; }

    /// <summary>Rows of an upsert whose key wasn't there.</summary>
    public long RowsInserted { get; init; }

    /// <summary>Bytes of the new files.</summary>
    public long BytesWritten { get; init; }
}
