using System.Collections.Immutable;

namespace Kartothek.Testing;

/// <summary>A query and what Python answered.</summary>
/// <param name="Predicates">A disjunction of conjunctions.</param>
/// <param name="Rows">The row ids of the answer, ascending; null where Python raised.</param>
/// <param name="Error">What Python raised.</param>
/// <param name="Files">The keys that Python reads after pruning by partition keys and indices; null where it raised (<paramref name="FilesError"/>) or where it isn't recorded.</param>
/// <param name="FilesError">What Python raised when asked for the files.</param>
public sealed record GoldenQuery(
    ImmutableArray<ImmutableArray<GoldenTerm>> Predicates,
    ImmutableArray<long>? Rows,
    string? Error,
    ImmutableArray<string>? Files,
    string? FilesError)
{
    /// <summary>The comparisons of all conjunctions.</summary>
    public IEnumerable<GoldenTerm> Terms => Predicates.SelectMany(conjunction => conjunction);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(" or ", Predicates.Select(conjunction => Predicates.Length > 1 && conjunction.Length > 1
            ? $"({string.Join(" and ", conjunction)})"
            : string.Join(" and ", conjunction)));
}
