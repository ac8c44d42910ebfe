using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What keys and indices leave of a predicate in each file; files with the same verdicts share it.</summary>
internal sealed class ResidualCache
{
    /// <summary>Two bits per leaf fit a key of 64; the leaves behind them count as open.</summary>
    private const int MaxLeaves = 32;

    private readonly PredicateTerm[] _conjuncts;
    private readonly LeafTerm[] _judged;
    private readonly Dictionary<ulong, ImmutableArray<Scalar>> _residuals = [];

    public ResidualCache(PredicateTerm[] conjuncts)
    {
        _conjuncts = conjuncts;
        _judged = [.. conjuncts.SelectMany(c => c.Leaves).Where(l => l.Verdicts is not null).Take(MaxLeaves)];
    }

    /// <summary>The conditions that must be checked in a file, in the order of the predicate.</summary>
    public ImmutableArray<Scalar> Of(int file)
    {
        var key = 0UL;
        foreach (var leaf in _judged)
        {
            key = (key << 2) | (ulong)leaf.Verdicts![file];
        }
        if (!_residuals.TryGetValue(key, out var residual))
        {
            _residuals.Add(key, residual = Simplify(file));
        }
        return residual;
    }

    private ImmutableArray<Scalar> Simplify(int file)
    {
        Verdict VerdictOf(LeafTerm leaf) => Array.IndexOf(_judged, leaf) >= 0 ? leaf.Verdicts![file] : Verdict.Some;

        // Scalar.True has no terms, and a conjunction that is left of a disjunction has several.
        return [.. _conjuncts.SelectMany(c => c.Simplify(VerdictOf).Conjuncts())];
    }
}
