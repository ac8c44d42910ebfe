using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A part of a predicate that one source judges as a whole, or that none can.</summary>
/// <param name="scalar">The part.</param>
/// <param name="source">Who can judge it.</param>
/// <param name="column">The indexed column, where an index judges it.</param>
internal sealed class LeafTerm(Scalar scalar, LeafSource source, string? column = null) : PredicateTerm(scalar)
{
    /// <summary>Who can judge it.</summary>
    public LeafSource Source { get; } = source;

    /// <summary>The indexed column, where an index judges it.</summary>
    public string? Column { get; } = column;

    /// <summary>The verdict per file, or null until its source was asked.</summary>
    public Verdict[]? Verdicts { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<LeafTerm> Leaves => [this];

    /// <inheritdoc/>
    public override Verdict[]? Judge() => Verdicts;

    /// <inheritdoc/>
    public override Scalar Simplify(Func<LeafTerm, Verdict> verdictOf) => verdictOf(this) switch
    {
        Verdict.All => Scalar.True,
        Verdict.None => Scalar.False,
        _ => Scalar,
    };
}
