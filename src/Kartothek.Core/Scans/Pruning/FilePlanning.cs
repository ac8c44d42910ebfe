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
    }

    /// <summary>The indexed columns whose index could still rule a file out, in the order of the predicate.</summary>
    public IEnumerable<string> IndicesNeeded() => _pruning.Left == 0 ? [] : IndexLeaves().Select(ColumnOf).Distinct();

    /// <summary>Judges by the indices that are loaded, and makes the plan.</summary>
    public ScanPlan Finish()
    {
        var needed = IndicesNeeded().ToList();
        foreach (var leaf in IndexLeaves())
        {
            if (needed.Contains(ColumnOf(leaf)) && PrunerOf(ColumnOf(leaf)) is { } pruner)
            {
                leaf.Verdicts = pruner.Judge(leaf);
            }
        }
        ApplyIndices();
        return new ScanPlan(_request, _conjuncts, _pruning.Steps, _pruning.SkippedBy, Survivors())
        {
            IndicesUsed = [.. needed.Where(c => PrunerOf(c) is not null)],
            IndicesPending = [.. needed.Where(c => !_dataset.TryGetIndex(c, out _))],
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

    private SecondaryIndexPruner? PrunerOf(string column) =>
        _dataset.TryGetIndex(column, out var index) && index is not null ? new(index, _dataset.Options.TrustsIndices) : null;

    private void ApplyIndices()
    {
        var isJoined = new HashSet<Field>();
        foreach (var term in _terms)
        {
            if (!term.Leaves.Any(l => l.Source == LeafSource.SecondaryIndex && l.Verdicts is not null))
            {
                continue;
            }
            if (term is LeafTerm leaf && SameColumn(leaf) is { Length: > 1 } together)
            {
                // Each alone may let a file pass that has no value which satisfies all of them.
                var joint = PredicateTermBuilder.Join(together);
                if (isJoined.Add(leaf.Columns.Fields[0]) && PrunerOf(ColumnOf(leaf))!.Judge(joint) is { } jointly)
                {
                    _pruning.Apply(PruningLayers.SecondaryIndices, joint.Scalar, jointly);
                }
            }
            else if (term.Judge() is { } verdicts)
            {
                _pruning.Apply(PruningLayers.SecondaryIndices, term.Scalar, verdicts);
            }
        }
    }

    private LeafTerm[] SameColumn(LeafTerm leaf) =>
        [.. _terms.OfType<LeafTerm>().Where(t => t.Source == LeafSource.SecondaryIndex && t.Columns.Fields[0] == leaf.Columns.Fields[0])];

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
