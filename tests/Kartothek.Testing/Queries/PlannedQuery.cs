using System.Collections.Immutable;
using System.Linq.Expressions;
using Kartothek.Core;
using Kartothek.Linq;

namespace Kartothek.Testing;

/// <summary>A query's rewritten plan, and what pruning leaves for its scan, as texts that tests state.</summary>
/// <remarks>
/// Files have their numbers in the order of the header; <c>2.1</c> is row group 1 of file 2, where not all of that file's are meant.
/// "reads 0 2, checks 2" says that file 1 is ruled out, that all rows of file 0 are proven to satisfy the predicate, and that those of file 2 are checked.
/// </remarks>
internal sealed class PlannedQuery
{
    private readonly LogicalPlan _plan;

    private PlannedQuery(LogicalPlan plan, ScanPlan scan) => (_plan, Scan) = (plan, scan);

    /// <summary>What the scan reads.</summary>
    public ScanPlan Scan { get; }

    /// <summary>Plans a query, with its indices and footers read.</summary>
    public static async Task<PlannedQuery> OfAsync(Expression query, QueryOptions options)
    {
        var plan = QueryPlanning.Plan(query, options);
        var scan = ScanOf(plan);
        return new(plan, await ScanPlanner.PlanRowGroupsAsync(ScanRequests.Of(scan, scan.Required) with { Layers = options.Layers }));
    }

    /// <summary>Whether it is a sum.</summary>
    public bool IsSum => _plan.Line.Contains("sum(", StringComparison.Ordinal);

    /// <summary>The plan as it is run, without pruning.</summary>
    public string Run => _plan.ToString();

    /// <summary>The plan as a tree; below the scan stands what it reads, and what it checks row by row.</summary>
    public override string ToString() => PlanText.Print(_plan, Details);

    /// <summary>The plan as one line: the operators above the scan, outermost first, then the predicate.</summary>
    public string Line()
    {
        var scan = ScanOf(_plan);
        List<string> parts = [];
        for (var node = _plan; node != scan; node = node.Inputs[0])
        {
            parts.Add(node.Note is var (label, text) ? $"{node.Line} ({label}: {text})" : node.Line);
        }
        parts.Add(
            (scan.Conjuncts.IsEmpty ? "all" : string.Join(" and ", scan.Conjuncts))
            + (scan.Required.IsEmpty ? "" : $"; not null {string.Join(", ", scan.Required)}")
            + (scan.Limit is { } limit ? $"; limit {limit}" : ""));
        return string.Join(" < ", parts);
    }

    /// <summary>The plan as one line, and behind it what is read.</summary>
    public string Line(int width)
    {
        var (reads, checks) = Reads();
        return $"{Line().PadRight(width)}   " + (reads.Length == 0 ? "reads nothing" : checks.Length == 0 ? $"reads {reads}" : checks == reads ? $"reads and checks {reads}" : $"reads {reads}, checks {checks}");
    }

    private (string Reads, string Checks) Reads() => (Places(_ => true), Places(g => !g.Residual.IsEmpty));

    private IEnumerable<string> Details(DatasetScan scan)
    {
        var (reads, checks) = Reads();
        return [.. PlanText.Details(scan), PlanText.Labelled("reads", reads.Length == 0 ? "nothing" : reads), .. checks.Length == 0 ? Array.Empty<string>() : [PlanText.Labelled("checks", checks)]];
    }

    private string Places(Func<PlannedRowGroup, bool> predicate)
    {
        var places = new List<string>();
        foreach (var file in Scan.Files)
        {
            var number = Scan.Request.Dataset.Partitions.ToList().FindIndex(p => p.Key == file.Partition.Key);
            ImmutableArray<PlannedRowGroup> groups = [.. file.RowGroups.Where(predicate)];
            if (groups.Length == file.RowGroups.Length + file.SkippedRowGroups.Length)
            {
                places.Add($"{number}");
            }
            else
            {
                places.AddRange(groups.Select(g => $"{number}.{g.Number}"));
            }
        }
        return string.Join(' ', places);
    }

    private static DatasetScan ScanOf(LogicalPlan plan) => plan as DatasetScan ?? ScanOf(plan.Inputs[0]);
}
