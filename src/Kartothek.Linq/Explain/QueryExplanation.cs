using System.Collections.Immutable;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>What a query will do, and what it will read: its plan with the files and row groups that each layer leaves. Immutable.</summary>
/// <remarks>
/// <see cref="ToString"/> gives the text for people, <see cref="ToJson"/> the same for programs. An explanation made without I/O
/// knows partition keys and the indices that were loaded before; layers that it hasn't read are marked. Bloom filters, page indexes and dictionaries are asked when a row group is
/// read: <c>when read</c> says about which conditions, and only a run, what they skipped (<see cref="Figures"/>).
/// </remarks>
public sealed class QueryExplanation
{
    private readonly LogicalPlan _plan;
    private readonly IReadOnlyDictionary<DatasetScan, ScanPlan> _scans;

    private readonly IReadOnlyDictionary<LogicalPlan, string> _notes;

    internal QueryExplanation(LogicalPlan plan, IReadOnlyDictionary<DatasetScan, ScanPlan> scans, QueryFigures? figures = null)
    {
        _plan = plan;
        _scans = scans;
        _notes = TaskNotes.Of(plan);
        Figures = figures;
        Residual = [.. ResidualConditions.Of(plan).Select(f => $"{LambdaText.Print(f.Predicate)}: {f.Reason ?? "no rule carried it into the scan"}")];
    }

    /// <summary>Whether the indices that the query uses and the footers of the surviving files were read, so that all figures are known.</summary>
    public bool IsComplete => _scans.Values.All(s => s.HasRowGroups && s.IndicesPending.IsEmpty);

    /// <summary>Files that will be read, as far as is known.</summary>
    public int FilesToRead => _scans.Values.Sum(s => s.FilesToRead);

    /// <summary>Row groups that will be read; null until footers were read.</summary>
    public int? RowGroupsToRead => IsComplete ? _scans.Values.Sum(s => s.RowGroupsToRead) : null;

    /// <summary>Stored bytes of the columns in those row groups; null until footers were read. Fewer are read where pages are skipped, or the caller stops early.</summary>
    public long? BytesToRead => IsComplete ? _scans.Values.Sum(s => s.BytesToRead) : null;

    /// <summary>The conditions that are checked in memory, each with the reason why no scan does it; in the order of evaluation.</summary>
    public ImmutableArray<string> Residual { get; }

    /// <summary>What the query really cost; null where it wasn't run.</summary>
    public QueryFigures? Figures { get; }

    /// <summary>The plan as an indented tree, lines separated by \n.</summary>
    public override string ToString() => PlanText.Print(_plan, LinesOf, node => _notes.TryGetValue(node, out var note) ? PlanText.Labelled(TaskNotes.Label, note) : null);

    /// <summary>The plan as a JSON object: a node with its <c>line</c>, its <c>input</c>, and what is known of a scan.</summary>
    public string ToJson() => ExplanationJson.Write(_plan, _scans, _notes, Figures);

    /// <summary>The same explanation of a query that was run.</summary>
    internal QueryExplanation With(QueryFigures figures) => new(_plan, _scans, figures);

    private IEnumerable<string> LinesOf(DatasetScan scan) => Figures is null ? ScanText.Lines(scan, _scans[scan]) : ScanText.Lines(scan, _scans[scan]).Concat(RunText.Lines(Figures));
}
