using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>One line of a plan: what one layer did with one condition.</summary>
/// <param name="Layer">The source of knowledge.</param>
/// <param name="Conjunct">The condition: a term of the predicate, or the conjunction of its terms on one indexed column.</param>
/// <param name="Before">How many files (or row groups) were left before.</param>
/// <param name="After">How many are left.</param>
public sealed record PruningStep(PruningLayers Layer, Scalar Conjunct, int Before, int After);
