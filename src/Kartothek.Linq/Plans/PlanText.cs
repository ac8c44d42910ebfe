using System.Text;

namespace Kartothek.Linq;

/// <summary>Prints plans as trees of lines, each input two blanks further in.</summary>
internal static class PlanText
{
    /// <summary>The whole tree, without I/O. Scans show their columns, predicate and limit below their line.</summary>
    public static string Print(LogicalPlan plan)
    {
        var text = new StringBuilder();
        Append(text, plan, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, LogicalPlan plan, int depth)
    {
        AppendLine(text, depth, plan.Line);
        if (plan is Filter { Reason: { } reason }) AppendLine(text, depth + 1, $"residual    {reason}");
        if (plan is DatasetScan scan) AppendScan(text, scan, depth + 1);
        foreach (var input in plan.Inputs) Append(text, input, depth + 1);
    }

    private static void AppendScan(StringBuilder text, DatasetScan scan, int depth)
    {
        if (scan.Columns is { } columns)
            AppendLine(text, depth, $"columns     {(columns.IsEmpty ? "none" : string.Join(", ", columns))}");
        if (!scan.Conjuncts.IsEmpty) AppendLine(text, depth, $"predicate   {string.Join(" and ", scan.Conjuncts)}");
        if (!scan.Required.IsEmpty) AppendLine(text, depth, $"not null    {string.Join(", ", scan.Required)}");
        if (scan.Limit is { } limit) AppendLine(text, depth, $"limit       {limit}");
    }

    private static void AppendLine(StringBuilder text, int depth, string line)
    {
        if (text.Length > 0) text.Append('\n');
        text.Append(' ', depth * 2).Append(line);
    }
}
