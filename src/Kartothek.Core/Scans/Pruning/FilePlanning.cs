using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Planning down to files: the predicate cut into parts, judged by keys first and then by indices.</summary>
internal sealed class FilePlanning
{
    private readonly ScanRequest _request;
    private readonly Dataset _dataset;
    private readonly ImmutableArray<Scalar> _conjuncts;
    private readonly PredicateTerm[] _terms;
    private readonly FilePruning _pruning;
    private readonly Dictionary<Field, LeafTerm> _joint;

    public FilePlanning(ScanRequest request)
    {
        _request = request;
        _dataset = request.Dataset;
        RequestCheck.Check(request);
        _conjuncts = request.Predicate?.Conjuncts() ?? [];
        var builder = new PredicateTermBuilder(SourceOf);
        _terms = [.. _conjuncts.Select(builder.Build)];
        _pruning = new FilePruning(_dataset.Partitions.Length);
        JudgeByKeys();
        _joint = JointConditions();
        IndexConditions = _pruning.Left == 0 ? [] : [.. IndexLeaves().Where(l => !IsJudgedJointlyOnly(l)), .. _joint.Values];
    }

    /// <summary>The conditions by which indices could still rule a file out, or prove something of it.</summary>
    public ImmutableArray<LeafTerm> IndexConditions { get; }

    /// <summary>Judges by the indices that are loaded, and makes the plan.</summary>
    public ScanPlan Finish()
    {
        var (used, pending, unusable) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        foreach (var condition in IndexConditions)
        {
            var isKnown = _dataset.TryGetIndex(condition, out var index);
            (!isKnown ? pending : index is null ? unusable : used).Add(ColumnOf(condition));
            condition.Verdicts = index is null ? null : new SecondaryIndexPruner(index, _dataset.Options.TrustsIndices).Judge(condition);
        }
        ApplyIndices();
        var columns = IndexLeaves().Select(ColumnOf).Distinct().ToList();
        return new ScanPlan(_request, _conjuncts, _pruning.Steps, _pruning.SkippedBy, Survivors())
        {
            IndicesUsed = [.. columns.Where(c => used.Contains(c) && !pending.Contains(c) && !unusable.Contains(c))],
            IndicesPending = [.. columns.Where(pending.Contains)],
        };
    }

    private LeafSource SourceOf(string column)
    {
        if (_dataset.PartitionColumns.Contains(column))
        {
            return _request.Layers.HasFlag(PruningLayers.PartitionKeys) ? LeafSource.PartitionKeys : LeafSource.Rows;
        }
        return _request.Layers.HasFlag(PruningLayers.SecondaryIndices) && _dataset.IndexColumns.Contains(column)
            ? LeafSource.SecondaryIndex
            : LeafSource.Rows;
    }

    private void JudgeByKeys()
    {
        var pruner = new PartitionKeyPruner(_dataset.Keys);
        foreach (var term in _terms)
        {
            var isJudged = false;
            foreach (var leaf in term.Leaves.Where(l => l.Source == LeafSource.PartitionKeys))
            {
                leaf.Verdicts = pruner.Judge(leaf);
                isJudged = true;
            }
            if (isJudged && term.Judge() is { } verdicts)
            {
                _pruning.Apply(PruningLayers.PartitionKeys, term.Scalar, verdicts);
            }
        }
    }

    private void ApplyIndices()
    {
        var isJoined = new HashSet<Field>();
        foreach (var term in _terms)
        {
            if (term is LeafTerm { Source: LeafSource.SecondaryIndex } leaf && _joint.TryGetValue(leaf.Columns.Fields[0], out var joint))
            {
                if (isJoined.Add(leaf.Columns.Fields[0]) && joint.Verdicts is { } jointly)
                {
                    _pruning.Apply(PruningLayers.SecondaryIndices, joint.Scalar, jointly);
                }
            }
            else if (term.Leaves.Any(l => l.Source == LeafSource.SecondaryIndex && l.Verdicts is not null) && term.Judge() is { } verdicts)
            {
                _pruning.Apply(PruningLayers.SecondaryIndices, term.Scalar, verdicts);
            }
        }
    }

    /// <summary>The conjuncts on one column as one condition, where it has several: each alone may let a file pass that has no value which satisfies all of them.</summary>
    private Dictionary<Field, LeafTerm> JointConditions() =>
        _terms.OfType<LeafTerm>().Where(t => t.Source == LeafSource.SecondaryIndex).GroupBy(t => t.Columns.Fields[0]).Where(g => g.Count() > 1)
            .ToDictionary(g => g.Key, PredicateTermBuilder.Join);

    /// <summary>
    /// Whether a conjunct is judged with the others of its column only. What null doesn't satisfy is never proved for all rows of a file, and rules no file out that all of them together don't; but
    /// of <c>3 &lt;= c and c &lt;= 5</c> each alone needs a large part of the index.
    /// </summary>
    private bool IsJudgedJointlyOnly(LeafTerm leaf) => _terms.Contains(leaf) && _joint.TryGetValue(leaf.Columns.Fields[0], out var joint) && joint.Unlisted == Unlisted.NoneSatisfies;

    private static string ColumnOf(LeafTerm leaf) => leaf.Columns.Fields[0].Name;

    private IEnumerable<LeafTerm> IndexLeaves() => _terms.SelectMany(t => t.Leaves).Where(l => l.Source == LeafSource.SecondaryIndex);

    private ImmutableArray<PlannedFile> Survivors()
    {
        var residuals = new ResidualCache(_terms);
        var files = ImmutableArray.CreateBuilder<PlannedFile>(_pruning.Left);
        for (var file = 0; file < _pruning.SkippedBy.Length; file++)
        {
            if (_pruning.SkippedBy[file] < 0)
            {
                files.Add(new(_dataset.Partitions[file], residuals.Of(file)));
            }
        }
        return files.MoveToImmutable();
    }
}
