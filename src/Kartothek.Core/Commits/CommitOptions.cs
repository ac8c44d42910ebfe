namespace Kartothek.Core;

/// <summary>How a commit is made. Immutable.</summary>
public sealed record CommitOptions;
