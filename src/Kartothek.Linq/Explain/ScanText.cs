using System.Globalization;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Prints what is known of a scan: the lines below <c>Scan sales</c>.</summary>
internal static class ScanText
{
    /// <summary>The lines, without indentation.</summary>
    public static IEnumerable<string> Lines(DatasetScan scan, ScanPlan plan)
    {
        var columns = ColumnsRead(plan);
        yield return PlanText.Labelled("columns", $"{(columns.Count == 0 ? "none" : string.Join(", ", columns))} ({columns.Count} of {plan.Request.Dataset.Schema.Fields.Length})");
        if (!scan.Conjuncts.IsEmpty) yield return PlanText.Labelled("predicate", string.Join(" and ", scan.Conjuncts));
        if (!scan.Required.IsEmpty) yield return PlanText.Labelled("not null", string.Join(", ", scan.Required));
        if (scan.Limit is { } limit) yield return PlanText.Labelled("limit", limit.ToString(CultureInfo.InvariantCulture));
        foreach (var line in Layers(plan)) yield return line;
        foreach (var (count, what) in Answers(plan)) yield return PlanText.Labelled("answered", $"{(plan.HasRowGroups ? $"{count} of {plan.RowGroupCount}" : "all")}   {what}");
        yield return PlanText.Labelled("requests", Requests(plan));
    }

    /// <summary>Row groups whose part of the answer needs no data, and what gives it.</summary>
    public static IEnumerable<(int RowGroups, string What)> Answers(ScanPlan plan)
    {
        if (plan.RowGroupsAnswered > 0) yield return (plan.RowGroupsAnswered, $"{plan.Request.Extremes!.Column}   bounds of row groups");
        // Files of other formats have no footer that knows how many rows they have.
        var needsFootersOnly = !plan.HasRowGroups && !plan.Files.IsEmpty && ColumnsRead(plan).Count == 0 && plan.Files.All(f => f.Partition.Format == FileFormat.Parquet);
        if (plan.RowGroupsWithoutData > 0 || needsFootersOnly) yield return (plan.RowGroupsWithoutData, "keys and numbers of rows");
    }

    /// <summary>The columns that are read from files: those wanted and those that conditions look at. Partition columns are known from the keys.</summary>
    public static IReadOnlyList<string> ColumnsRead(ScanPlan plan)
    {
        var request = plan.Request;
        var named = request.Columns.Fields.Select(f => f.Name).Concat(plan.Conjuncts.SelectMany(c => c.ColumnNames())).Distinct(StringComparer.Ordinal);
        return [.. named.Where(c => !request.Dataset.PartitionColumns.Contains(c))];
    }

    /// <summary>A layer by the name that plans give it.</summary>
    public static string NameOf(PruningLayers layer) => layer switch
    {
        PruningLayers.PartitionKeys => "partition key",
        PruningLayers.SecondaryIndices => "secondary index",
        PruningLayers.Schema => "file schema",
        _ => "statistics",
    };

    /// <summary>What is asked when a row group is read, by the name that plans give it.</summary>
    public static string NameOf(ReadEvidence evidence) => evidence switch
    {
        ReadEvidence.BloomFilter => "bloom filter",
        ReadEvidence.PageIndex => "page index",
        _ => "dictionary",
    };

    /// <summary>A number of things.</summary>
    public static string Number(long count, string noun) => count == 1 ? $"1 {noun}" : $"{count.ToString(CultureInfo.InvariantCulture)} {noun}s";

    private static IEnumerable<string> Layers(ScanPlan plan)
    {
        var partitions = Steps(plan.FileSteps, plan.FileCount).ToList();
        foreach (var column in plan.IndicesPending) partitions.Add(("not read", $"index on {column}", "ExplainAsync reads it"));
        var groups = plan.HasRowGroups ? [.. Steps(plan.RowGroupSteps, plan.RowGroupCount)] : new List<(string, string, string)> { ("not read", "", "ExplainAsync reads the footers") };
        var filters = plan.RowFilters().Select(f => ("", f.Conjunct.ToString(), $"on {Number(f.Count, plan.HasRowGroups ? "row group" : "file")}")).ToList();
        var asked = plan.WhenRead().Select(s => ("", s.Conjunct.ToString(), $"{NameOf(s.Evidence)} on {Number(s.RowGroups, "row group")}")).ToList();

        var width = partitions.Concat(groups).Select(s => s.Item1.Length).Max();
        var condition = partitions.Concat(groups).Concat(filters).Select(s => s.Item2.Length).Max();
        return Block("partitions", partitions, width, condition)
            .Concat(plan.Files.IsEmpty ? [] : Block("row groups", groups, width, condition))
            .Concat(Block("row filter", filters, width + condition + 6))
            .Concat(Block("when read", asked, width + condition + 6));
    }

    private static IEnumerable<(string Count, string Condition, string Layer)> Steps(IReadOnlyCollection<PruningStep> steps, int all) => steps.Count == 0
        ? [($"{all} of {all}", "", "")]
        : steps.Select(s => ($"{s.After} of {s.Before}", s.Conjunct.ToString(), NameOf(s.Layer)));

    private static IEnumerable<string> Block(string label, List<(string Count, string Condition, string Layer)> steps, int width, int condition) =>
        steps.Select((s, i) => PlanText.Labelled(i == 0 ? label : "", $"{s.Count.PadRight(width)}   {s.Condition.PadRight(condition)}   {s.Layer}".TrimEnd()));

    private static IEnumerable<string> Block(string label, List<(string, string Condition, string Where)> lines, int width) =>
        lines.Select((l, i) => PlanText.Labelled(i == 0 ? label : "", $"{l.Condition.PadRight(width)}{l.Where}"));

    private static string Requests(ScanPlan plan)
    {
        var parts = new List<string> { $"{plan.Request.Dataset.OpeningRequests} metadata" };
        var indices = plan.IndicesUsed.Length + plan.IndicesPending.Length;
        if (indices > 0) parts.Add(indices == 1 ? "1 index" : $"{indices} indices");
        parts.Add(Number(plan.FilesToRead, "file"));
        if (plan.HasRowGroups && !plan.Files.IsEmpty) parts.Add($"{ByteText.Print(plan.BytesToRead)} of {ByteText.Print(plan.BytesInFiles)}");
        return string.Join(", ", parts);
    }
}
