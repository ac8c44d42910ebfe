namespace Kartothek.Core;

/// <summary>What a file is opened for.</summary>
[Flags]
internal enum FileUse
{
    /// <summary>Its footer, for a short while.</summary>
    Footer = 0,

    /// <summary>More than the footer: a small file then comes with its tail, and costs no further request.</summary>
    Rows = 1,

    /// <summary>The footer may be held for long, so that it shares no memory with others.</summary>
    Kept = 2,
}
