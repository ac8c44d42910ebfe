namespace Kartothek.Core;

/// <summary>One thing that is wrong with a dataset.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">The object that it is wrong with.</param>
/// <param name="Column">The column that it concerns, where it is one.</param>
/// <param name="What">A sentence that says what was found.</param>
/// <param name="Remedy">A sentence that says what to do.</param>
public sealed record VerifyFinding(FindingKind Kind, string Key, string? Column, string What, string Remedy)
{
    /// <summary>Whether a repair can mend it without anything from elsewhere.</summary>
    public bool IsRepairable { get; init; }

    /// <summary>Whether this verification mended it.</summary>
    public bool IsRepaired { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {What} {(IsRepaired ? "It was repaired." : Remedy)}";
}
