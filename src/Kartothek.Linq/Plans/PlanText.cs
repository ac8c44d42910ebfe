using System.Globalization;
using System.Text;

namespace Kartothek.Linq;

/// <summary>Prints plans as trees of lines, each input two blanks further in.</summary>
internal static class PlanText
{
    private const int LabelWidth = 12;

    /// <summary>The whole tree. Scans show their columns, predicate and limit below their line, without looking at the dataset.</summary>
    public static string Print(LogicalPlan plan) => Print(plan, Details);

    /// <summary>The whole tree, with lines of one's own below each scan, and below nodes that have one, a line.</summary>
    public static string Print(LogicalPlan plan, Func<DatasetScan, IEnumerable<string>> details, Func<LogicalPlan, string?>? lineOf = null)
    {
        var text = new StringBuilder();
        Append(text, plan, 0, details, lineOf);
        return text.ToString();
    }

    /// <summary>A line with a label: <c>predicate   Id > 3</c>.</summary>
    public static string Labelled(string label, string value) => label.PadRight(LabelWidth) + value;

    private static void Append(StringBuilder text, LogicalPlan plan, int depth, Func<DatasetScan, IEnumerable<string>> details, Func<LogicalPlan, string?>? lineOf)
    {
        AppendLine(text, depth, plan.Line);
        if (plan.Note is var (label, note)) AppendLine(text, depth + 1, Labelled(label, note));
        if (lineOf?.Invoke(plan) is { } line) AppendLine(text, depth + 1, line);
        if (plan is DatasetScan scan)
        {
            foreach (var detail in details(scan)) AppendLine(text, depth + 1, detail);
        }

        foreach (var input in plan.Inputs) Append(text, input, depth + 1, details, lineOf);
    }

    /// <summary>What a scan shows of itself: its columns, predicate, watched columns and limit.</summary>
    public static IEnumerable<string> Details(DatasetScan scan)
    {
        if (scan.Columns is { } columns) yield return Labelled("columns", columns.IsEmpty ? "none" : string.Join(", ", columns));
        if (!scan.Conjuncts.IsEmpty) yield return Labelled("predicate", string.Join(" and ", scan.Conjuncts));
        if (!scan.Required.IsEmpty) yield return Labelled("not null", string.Join(", ", scan.Required));
        if (scan.Limit is { } limit) yield return Labelled("limit", limit.ToString(CultureInfo.InvariantCulture));
    }

    private static void AppendLine(StringBuilder text, int depth, string line)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(' ', depth * 2).Append(line);
    }
}
