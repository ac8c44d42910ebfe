using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Tells of a plan down to row groups where bloom filters, page indexes and dictionaries will be asked, as <see cref="RowGroupReader"/> does. Costs no request.</summary>
internal sealed class ReadSteps
{
    private readonly ScanRequest _request;
    private readonly Dictionary<Scalar, bool> _testsEntries = [];
    private readonly Dictionary<(ReadEvidence Evidence, Scalar Conjunct), int> _counts = [];

    private ReadSteps(ScanRequest request) => _request = request;

    /// <summary>The steps, in the order in which they are asked, and of each in the order of the conditions.</summary>
    public static IEnumerable<ReadStep> Of(ScanPlan plan)
    {
        var steps = new ReadSteps(plan.Request);
        foreach (var file in plan.Files)
        {
            // Of a file that was opened for this plan only; the conditions of one that wasn't aren't final.
            if (file.Opened is { } opened)
            {
                steps.Add(file, opened.Footer);
            }
        }
        var order = plan.RowFilters().Select(f => f.Conjunct).ToList();
        return steps._counts
            .Select(c => new ReadStep(c.Key.Evidence, c.Key.Conjunct, c.Value))
            .OrderBy(s => s.Evidence).ThenBy(s => order.IndexOf(s.Conjunct));
    }

    private void Add(PlannedFile file, ParquetFooter footer)
    {
        var constants = _request.Dataset.ConstantsOf(file.Partition);
        foreach (var planned in file.RowGroups)
        {
            var group = footer.RowGroups[planned.Number];
            var usesFilters = _request.Layers.HasFlag(PruningLayers.BloomFilters);
            var usesPages = _request.Layers.HasFlag(PruningLayers.PageIndex) && PagePruning.BytesOfIndex(group, planned.Residual, _request.Columns, constants) > 0;
            foreach (var conjunct in planned.Residual)
            {
                Count(ReadEvidence.BloomFilter, conjunct, usesFilters && BloomPruning.Asks(group, conjunct, planned.Residual, _request.Columns, constants));
                Count(ReadEvidence.PageIndex, conjunct, usesPages && PagePruning.Asks(group, conjunct, constants));
                Count(ReadEvidence.Dictionary, conjunct, AsksDictionary(group, conjunct, constants));
            }
        }
    }

    private void Count(ReadEvidence evidence, Scalar conjunct, bool isAsked)
    {
        if (isAsked)
        {
            _counts[(evidence, conjunct)] = _counts.GetValueOrDefault((evidence, conjunct)) + 1;
        }
    }

    private bool AsksDictionary(RowGroup group, Scalar conjunct, IReadOnlyDictionary<string, ConstantScalar> constants)
    {
        if (conjunct.ColumnNames().Distinct(StringComparer.Ordinal).ToList() is not [var column] || constants.ContainsKey(column) || !group.MayHoldOnlyCodes(column))
        {
            return false;
        }
        if (!_testsEntries.TryGetValue(conjunct, out var tests))
        {
            _testsEntries.Add(conjunct, tests = new ScalarEvaluator(conjunct, SchemaOf(conjunct)).TestsEntries);
        }
        return tests;
    }

    private static Schema SchemaOf(Scalar conjunct)
    {
        var fields = ImmutableArray.CreateBuilder<Field>();
        Collect(conjunct);
        return new(fields.DistinctBy(f => f.Name));

        void Collect(Scalar scalar)
        {
            if (scalar is ColumnScalar column) fields.Add(new(column.Name, column.Type));
            foreach (var operand in scalar.Operands) Collect(operand);
        }
    }
}
