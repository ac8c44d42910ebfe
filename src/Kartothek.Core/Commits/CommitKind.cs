namespace Kartothek.Core;

/// <summary>What a commit was, which decides over which others it can be applied again.</summary>
public enum CommitKind : byte
{
    /// <summary>A commit that a later version of this library made, or that another writer's entry names.</summary>
    Unknown,

    /// <summary>A dataset was made where there was none.</summary>
    Create,

    /// <summary>A dataset was made in the place of another.</summary>
    Overwrite,

    /// <summary>Files were added.</summary>
    Append,

    /// <summary>Files were removed.</summary>
    Delete,

    /// <summary>Files were removed, and others added.</summary>
    Replace,

    /// <summary>Secondary indices were built or dropped, and nothing else was changed.</summary>
    Index,

    /// <summary>Metadata or columns were changed, and no file.</summary>
    Metadata,

    /// <summary>Rows were deleted, updated, or put by key, by rewriting files.</summary>
    Rewrite,

    /// <summary>Files were replaced by others with the same rows: compaction, repair.</summary>
    Compact,

    /// <summary>An earlier version was made the present one.</summary>
    Restore,

    /// <summary>Python wrote the header without saying so in our entry.</summary>
    Python,
}
