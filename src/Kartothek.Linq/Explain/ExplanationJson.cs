using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Writes explained plans as JSON.</summary>
internal static class ExplanationJson
{
    // What is written goes to people and tools, not into a page: quotes and comparisons stay readable.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The plan as an indented object.</summary>
    public static string Write(LogicalPlan plan, IReadOnlyDictionary<DatasetScan, ScanPlan> scans, IReadOnlyDictionary<LogicalPlan, string> notes, QueryFigures? figures)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) WriteNode(json, plan, scans, notes, figures);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteNode(
        Utf8JsonWriter json, LogicalPlan plan, IReadOnlyDictionary<DatasetScan, ScanPlan> scans, IReadOnlyDictionary<LogicalPlan, string> notes, QueryFigures? figures)
    {
        json.WriteStartObject();
        json.WriteString("line", plan.Line);
        if (plan.Note is var (label, note)) json.WriteString(label, note);
        if (notes.TryGetValue(plan, out var inTasks)) json.WriteString(TaskNotes.Label, inTasks);
        if (plan is DatasetScan scan) WriteScan(json, scan, scans[scan]);
        foreach (var input in plan.Inputs)
        {
            json.WritePropertyName("input");
            WriteNode(json, input, scans, notes, null);
        }

        if (figures is not null) WriteFigures(json, figures);
        json.WriteEndObject();
    }

    private static void WriteScan(Utf8JsonWriter json, DatasetScan scan, ScanPlan plan)
    {
        json.WriteString("dataset", scan.Source.Name);
        WriteTexts(json, "columns", ScanText.ColumnsRead(plan));
        json.WriteNumber("columnCount", plan.Request.Dataset.Schema.Fields.Length);
        WriteTexts(json, "predicate", scan.Conjuncts.Select(c => c.ToString()));
        WriteTexts(json, "notNull", scan.Required);
        if (scan.Limit is { } limit) json.WriteNumber("limit", limit);
        WriteLayer(json, "partitions", plan.FileCount, plan.Files.Length, plan.FileSteps);
        if (plan.HasRowGroups) WriteLayer(json, "rowGroups", plan.RowGroupCount, plan.RowGroupsToRead, plan.RowGroupSteps);
        WriteAnswers(json, plan);
        WriteRowFilters(json, plan);
        WriteReadSteps(json, plan);
        WriteRequests(json, plan);
        WriteTexts(json, "notRead", plan.IndicesPending.Select(c => $"index {c}").Concat(plan.HasRowGroups ? [] : ["footers"]));
    }

    private static void WriteLayer(Utf8JsonWriter json, string name, int all, int kept, IEnumerable<PruningStep> steps)
    {
        json.WriteStartObject(name);
        json.WriteNumber("all", all);
        json.WriteNumber("kept", kept);
        json.WriteStartArray("steps");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("layer", ScanText.NameOf(step.Layer));
            json.WriteString("condition", step.Conjunct.ToString());
            json.WriteNumber("before", step.Before);
            json.WriteNumber("after", step.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAnswers(Utf8JsonWriter json, ScanPlan plan)
    {
        json.WriteStartArray("answered");
        foreach (var (count, what) in ScanText.Answers(plan))
        {
            json.WriteStartObject();
            json.WriteString("by", what);
            if (plan.HasRowGroups) json.WriteNumber("rowGroups", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRowFilters(Utf8JsonWriter json, ScanPlan plan)
    {
        json.WriteStartArray("rowFilters");
        foreach (var (conjunct, count) in plan.RowFilters())
        {
            json.WriteStartObject();
            json.WriteString("condition", conjunct.ToString());
            json.WriteNumber(plan.HasRowGroups ? "rowGroups" : "files", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteReadSteps(Utf8JsonWriter json, ScanPlan plan)
    {
        json.WriteStartArray("whenRead");
        foreach (var step in plan.WhenRead())
        {
            json.WriteStartObject();
            json.WriteString("evidence", ScanText.NameOf(step.Evidence));
            json.WriteString("condition", step.Conjunct.ToString());
            json.WriteNumber("rowGroups", step.RowGroups);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, QueryFigures figures)
    {
        json.WriteStartObject("ran");
        json.WriteNumber("rows", figures.Rows);
        json.WriteNumber("requests", figures.Requests);
        json.WriteNumber("bytes", figures.BytesRead);
        json.WriteNumber("files", figures.Files);
        json.WriteNumber("rowGroups", figures.RowGroups);
        json.WriteNumber("rowsScanned", figures.RowsScanned);
        json.WriteNumber("rowsKept", figures.RowsKept);
        json.WriteNumber("milliseconds", Math.Round(figures.Elapsed.TotalMilliseconds, 3));
        json.WriteStartObject("skipped");
        foreach (var (count, evidence) in RunText.Skips(figures.Skipped)) json.WriteNumber(evidence, count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRequests(Utf8JsonWriter json, ScanPlan plan)
    {
        json.WriteStartObject("requests");
        json.WriteNumber("metadata", plan.Request.Dataset.OpeningRequests);
        json.WriteNumber("indices", plan.IndicesUsed.Length + plan.IndicesPending.Length);
        json.WriteNumber("files", plan.FilesToRead);
        if (plan.HasRowGroups)
        {
            json.WriteNumber("bytes", plan.BytesToRead);
            json.WriteNumber("bytesInFiles", plan.BytesInFiles);
        }

        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
