namespace Kartothek.Core;

/// <summary>Whether a commit that came second is applied again over the one that came first.</summary>
internal enum Reapplication : byte
{
    /// <summary>No: what was asked for may not be meant any more.</summary>
    No,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>Yes, as long as the files that it takes away are still there, and it chooses none that it hasn't seen.</summary>
    IfDisjoint,
}
