namespace Kartothek.Core;

/// <summary>One of the last commits, as every header names them.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">What it was.</param>
internal readonly record struct RecentCommit(string Id, CommitKind Kind);
