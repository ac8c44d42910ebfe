using System.Text.Json;

namespace Flights;

/// <summary>What DuckDB answered over the same files.</summary>
internal sealed class RecordedAnswers(string path)
{
    private readonly JsonElement _answers = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    /// <summary>The question in SQL.</summary>
    public string Sql(string question) => _answers.GetProperty(question).GetProperty("sql").GetString()!;

    /// <summary>Whether the rows are DuckDB's.</summary>
    public bool Match(string question, IReadOnlyList<object?[]> rows)
    {
        var recorded = _answers.GetProperty(question).GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().ToArray()).ToArray();
        return recorded.Length == rows.Count
            && recorded.Zip(rows).All(pair => pair.First.Length == pair.Second.Length && pair.First.Zip(pair.Second).All(cell => Equal(cell.First, cell.Second)));
    }

    // Means are added up in another order there.
    private static bool Equal(JsonElement recorded, object? value) => value switch
    {
        null => recorded.ValueKind == JsonValueKind.Null,
        string text => recorded.ValueEquals(text),
        DateTime time => recorded.ValueEquals(time.ToString("s")),
        double number => Math.Abs(recorded.GetDouble() - number) <= 1e-12 * Math.Abs(number),
        _ => recorded.GetInt64() == Convert.ToInt64(value),
    };
}
