using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A part of a predicate that one source judges as a whole, or that none can.</summary>
/// <param name="scalar">The part.</param>
/// <param name="source">Who can judge it.</param>
/// <param name="columns">The columns that it reads, with the types that it reckons with; empty where nobody judges it.</param>
/// <param name="widened">What its source evaluates instead, where its values aren't exact; null where they are.</param>
internal sealed class LeafTerm(Scalar scalar, LeafSource source, Schema columns, Scalar? widened = null) : PredicateTerm(scalar)
{
    private Unlisted? _unlisted;

    /// <summary>What its source evaluates.</summary>
    public Scalar Judged { get; } = widened ?? scalar;

    /// <summary>Whether <see cref="Judged"/> may hold where the part doesn't, so that it can't prove anything for all rows.</summary>
    public bool IsWidened => !ReferenceEquals(Judged, Scalar);

    /// <summary>Who can judge it.</summary>
    public LeafSource Source { get; } = source;

    /// <summary>The columns that it reads, with the types that it reckons with.</summary>
    public Schema Columns { get; } = columns;

    /// <summary>What null and NaN, which no index lists, make of <see cref="Judged"/>; for a part of one column.</summary>
    public Unlisted Unlisted => _unlisted ??= FindUnlisted();

    /// <summary>What its index says of it, where that was read for it.</summary>
    public IndexExcerpt? Excerpt { get; set; }

    /// <summary>The verdict per file, or null until its source was asked, and where it can't tell.</summary>
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

    private Unlisted FindUnlisted()
    {
        var evaluator = new ScalarEvaluator(Judged, Columns);
        var ofNull = Test(evaluator, null);
        var ofNaN = Columns.Fields[0].Type.Storage switch
        {
            ColumnStorage.Double => Test(evaluator, double.NaN),
            ColumnStorage.Float => Test(evaluator, float.NaN),
            _ => ofNull,
        };
        return ofNull && ofNaN ? Unlisted.AllSatisfy : ofNull || ofNaN ? Unlisted.SomeSatisfy : Unlisted.NoneSatisfies;
    }

    private bool Test(ScalarEvaluator evaluator, object? value)
    {
        var vector = new ConstantScalar(value, Columns.Fields[0].Type).ToVector(1);
        return evaluator.Test(new Block(Columns, [vector]) { Length = 1 })[0];
    }
}
