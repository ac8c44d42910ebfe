using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>A commit that another program overwrote without looking: Python puts headers unconditionally.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Id">Its id.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Labels">The partitions that it had added, and that the dataset lacks now. Their files stay until garbage is collected.</param>
/// <param name="Restored">The partitions that it had removed, and that the dataset has again.</param>
public sealed record LostCommit(long Number, string Id, DateTimeOffset Time, CommitKind Kind, ImmutableArray<string> Labels, ImmutableArray<string> Restored);
