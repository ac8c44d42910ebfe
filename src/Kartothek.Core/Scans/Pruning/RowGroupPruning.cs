using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Planning down to the row groups of one file, by its schema and statistics.</summary>
internal sealed class RowGroupPruning
{
    private readonly PlannedFile _file;
    private readonly OpenedFile _opened;
    private readonly FileRanges _ranges;
    private readonly IReadOnlyDictionary<string, ConstantScalar> _constants;
    private readonly ExtremesRequest? _extremes;
    private readonly Schema _wanted;
    private readonly bool _usesPageIndex;
    private readonly bool _usesBloomFilters;
    private readonly (Scalar Conjunct, StatisticsPruner Pruner, Verdict OfFile)[] _conditions;

    public RowGroupPruning(ScanPlan plan, PlannedFile file, OpenedFile opened)
    {
        _file = file;
        _opened = opened;
        var constants = plan.Request.Dataset.ConstantsOf(file.Partition);
        _ranges = new FileRanges(opened.Footer, constants, plan.Request.Layers);
        _conditions = file.Residual.IsEmpty ? [] : [.. file.Residual.Select(c => Condition(c, StatisticsPruner.Of(c, plan.Pruners)))];
        _constants = constants;
        _wanted = plan.Request.Columns;
        _usesPageIndex = plan.Request.Layers.HasFlag(PruningLayers.PageIndex);
        _usesBloomFilters = plan.Request.Layers.HasFlag(PruningLayers.BloomFilters);
        _extremes = plan.Request is { Extremes: { Column: var column } extremes, Columns.Fields: [var field] } && field.Name == column.Name && field.Type == column.Type ? extremes : null;
    }

    /// <summary>The file with its row groups kept and skipped.</summary>
    /// <param name="countsBytes">Whether the bytes that will be asked for are counted; else they are 0, as where a run opens a file, which asks for them right away.</param>
    public PlannedFile Plan(bool countsBytes = true)
    {
        // Most files have one row group, and thousands of files are opened one after the other: nothing is made that isn't needed.
        var kept = ImmutableArray.CreateBuilder<PlannedRowGroup>(_opened.Footer.RowGroups.Length);
        ImmutableArray<SkippedRowGroup>.Builder? skipped = null;
        ImmutableArray<ConstantScalar>.Builder? standIns = null;
        var answered = 0;
        foreach (var group in _opened.Footer.RowGroups)
        {
            // A row group without rows has no answer to give, and no evidence to show.
            if (group.RowCount == 0)
            {
                continue;
            }
            if (Judge(group, out var residual) is { } evidence)
            {
                (skipped ??= ImmutableArray.CreateBuilder<SkippedRowGroup>()).Add(new(group.Ordinal, group.RowCount, evidence));
            }
            else if (_extremes is not null && residual.IsEmpty && _extremes.StandIns(_ranges.OfRowGroup(group, _extremes.Column)) is { } values)
            {
                answered++;
                (standIns ??= ImmutableArray.CreateBuilder<ConstantScalar>()).AddRange(values);
            }
            else
            {
                kept.Add(new(group.Ordinal, group.RowCount, countsBytes ? BytesOf(group, residual) : 0, residual));
            }
        }
        return _file with
        {
            IsOpened = true,
            RowGroups = kept.DrainToImmutable(),
            SkippedRowGroups = skipped?.DrainToImmutable() ?? [],
            AnsweredRowGroups = answered,
            StandIns = standIns?.DrainToImmutable() ?? [],
            FileBytes = _opened.Footer.FileLength,
            Opened = _opened,
        };
    }

    private (Scalar Conjunct, StatisticsPruner Pruner, Verdict OfFile) Condition(Scalar conjunct, StatisticsPruner pruner) =>
        (conjunct, pruner, _ranges.KnowsOneOf(pruner.ColumnNames) ? pruner.Judge(_ranges.OfFile) : Verdict.Some);

    /// <summary>The first evidence against a row group; else the conditions left there.</summary>
    private Evidence? Judge(RowGroup group, out ImmutableArray<Scalar> residual)
    {
        ImmutableArray<Scalar>.Builder? fewer = null;
        residual = _file.Residual;
        for (var i = 0; i < _conditions.Length; i++)
        {
            var (conjunct, pruner, ofFile) = _conditions[i];
            var verdict = ofFile == Verdict.Some ? pruner.Judge(column => _ranges.OfRowGroup(group, column)) : ofFile;
            if (verdict == Verdict.None)
            {
                return new(ofFile == Verdict.None ? PruningLayers.Schema : PruningLayers.Statistics, conjunct);
            }
            if (verdict == Verdict.All && fewer is null)
            {
                fewer = ImmutableArray.CreateBuilder<Scalar>();
                fewer.AddRange(_file.Residual.AsSpan()[..i]);
            }
            else if (verdict == Verdict.Some)
            {
                fewer?.Add(conjunct);
            }
        }
        residual = fewer?.ToImmutable() ?? residual;
        return null;
    }

    private long BytesOf(RowGroup group, ImmutableArray<Scalar> residual) => group.BytesToScan(
        _conditions.Where(c => residual.Contains(c.Conjunct)).SelectMany(c => c.Pruner.ColumnNames).Where(c => !_constants.ContainsKey(c)), _wanted.Fields.Select(f => f.Name).Where(c => !_constants.ContainsKey(c)))
        + (_usesPageIndex ? PagePruning.BytesOfIndex(group, residual, _wanted, _constants) : 0)
        + (_usesBloomFilters ? BloomPruning.BytesOfFilters(group, residual, _wanted, _constants) : 0);
}
