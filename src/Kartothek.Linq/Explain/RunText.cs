using System.Globalization;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Prints what a run cost: the last lines below <c>Scan sales</c>.</summary>
internal static class RunText
{
    /// <summary>The lines, without indentation.</summary>
    public static IEnumerable<string> Lines(QueryFigures figures)
    {
        var groups = ScanText.Number(figures.RowGroups, "row group");
        yield return PlanText.Labelled(
            "ran",
            string.Create(CultureInfo.InvariantCulture, $"{figures.Requests} requests for {ByteText.Print(figures.BytesRead)}; {figures.RowsKept} of {figures.RowsScanned} rows kept in {groups} of {ScanText.Number(figures.Files, "file")}"));
        var label = "skipped";
        foreach (var (count, evidence) in Skips(figures.Skipped))
        {
            if (count == 0) continue;
            yield return PlanText.Labelled(label, $"{ScanText.Number(count, "row group")} by {evidence}");
            label = "";
        }

        yield return PlanText.Labelled("gave", string.Create(CultureInfo.InvariantCulture, $"{ScanText.Number(figures.Rows, "row")} in {figures.Elapsed.TotalMilliseconds:F1} ms"));
    }

    /// <summary>What was skipped when it was read, by what.</summary>
    public static IEnumerable<(long Count, string Evidence)> Skips(ReadSkips skips) =>
    [
        (skips.Bound, "rows found before"),
        (skips.BloomFilters, ScanText.NameOf(ReadEvidence.BloomFilter)),
        (skips.PageIndex, ScanText.NameOf(ReadEvidence.PageIndex)),
        (skips.Dictionaries, ScanText.NameOf(ReadEvidence.Dictionary)),
    ];
}
