using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>
/// A node of a predicate as the planner sees it: leaves that one source of knowledge can judge as a whole, joined by and, or, not.
/// </summary>
/// <remarks>
/// The tree is built once per plan; verdicts are computed as one column of bytes over all files, so that the cost per file is a few
/// bytes and no expression is walked per file.
/// </remarks>
internal abstract class PredicateTerm(Scalar scalar)
{
    /// <summary>The expression that this node stands for.</summary>
    public Scalar Scalar { get; } = scalar;

    /// <summary>The leaves below, from left to right.</summary>
    public abstract IEnumerable<LeafTerm> Leaves { get; }

    /// <summary>The verdict per file of the sources asked so far; null where it is <see cref="Verdict.Some"/> for every file. The caller may keep but not change it.</summary>
    public abstract Verdict[]? Judge();

    /// <summary>What is left of the expression in a file, given the verdicts of its leaves there: <see cref="Scalar.True"/>, <see cref="Scalar.False"/>, or a smaller expression.</summary>
    public abstract Scalar Simplify(Func<LeafTerm, Verdict> verdictOf);
}
