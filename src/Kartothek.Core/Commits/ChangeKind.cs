namespace Kartothek.Core;

/// <summary>What a change is, which decides over which others it can be applied again.</summary>
internal enum ChangeKind
{
    /// <summary>A dataset is made, where there is none.</summary>
    Create,

    /// <summary>A dataset is made in the place of what is there.</summary>
    Overwrite,

    /// <summary>Files are added, and files removed that a scope chooses; metadata, columns, indices.</summary>
    Update,

    /// <summary>Rows are deleted, changed or put by key: files are replaced.</summary>
    Rewrite,

    /// <summary>Files are replaced by others with the same rows.</summary>
    Compact,

    /// <summary>An earlier version becomes the present one.</summary>
    Restore,
}
