using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>What a verification found.</summary>
public sealed class VerifyReport
{
    /// <summary>The dataset.</summary>
    public required string Uuid { get; init; }

    /// <summary>How far it looked.</summary>
    public VerifyDepth Depth { get; init; }

    /// <summary>What is, or was, wrong: headers first, then schemas, files in the order of the header, indices.</summary>
    public ImmutableArray<VerifyFinding> Findings { get; init; } = [];

    /// <summary>Whether nothing is wrong any more.</summary>
    public bool IsClean => Findings.All(f => f.IsRepaired);

    /// <summary>The data files that were looked at.</summary>
    public int Files { get; init; }

    /// <summary>The rows of those whose footers were read.</summary>
    public long Rows { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        Findings.IsEmpty ? $"{Uuid}: {Files} files, nothing wrong" : $"{Uuid}: {Files} files, {Findings.Length} finding{(Findings.Length == 1 ? "" : "s")}\n{string.Join('\n', Findings)}";
}
