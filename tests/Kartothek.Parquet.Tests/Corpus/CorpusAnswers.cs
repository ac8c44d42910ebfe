using System.Globalization;
using System.Text.Json;

namespace Kartothek.Parquet.Tests;

/// <summary>What another reader found in a file: <c>FILE.json</c> beside it.</summary>
internal sealed class CorpusAnswers
{
    private CorpusAnswers(JsonElement root)
    {
        Error = Text(root, "error");
        DuckDbReads = Text(root, "duckdb")?.StartsWith("reads", StringComparison.Ordinal) == true;
        if (Error is not null)
            return;
        Rows = root.GetProperty("rows").GetInt64();
        RowGroups = root.GetProperty("row_groups").GetInt32();
        Columns = [.. root.GetProperty("columns").EnumerateArray().Select(c =>
            new Column(c.GetProperty("name").GetString()!, c.GetProperty("type").GetString()!, [.. c.GetProperty("values").EnumerateArray()]))];
        IsSampled = root.TryGetProperty("sampled_rows", out _);
        // A footer's own number of rows may be wrong (zero); the values can't be.
        if (!IsSampled && Columns.Count > 0)
            Rows = Columns[0].Values.Count;
    }

    public string? Error { get; }

    public bool DuckDbReads { get; }

    public long Rows { get; }

    public int RowGroups { get; }

    public IReadOnlyList<Column> Columns { get; } = [];

    private bool IsSampled { get; }

    public static CorpusAnswers Read(string path) => new(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    /// <summary>The place of a row among the recorded values, or -1 where it isn't recorded: of long files the first 200, 200 from the middle and the last 200 are.</summary>
    public int IndexOf(long row)
    {
        if (!IsSampled)
            return (int)row;
        if (row < 200)
            return (int)row;
        if (row >= Rows / 2 && row < (Rows / 2) + 200)
            return (int)(row - (Rows / 2)) + 200;
        return row >= Rows - 200 ? (int)(row - (Rows - 200)) + 400 : -1;
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) ? text.GetString() : null;

    internal sealed record Column(string Name, string Type, IReadOnlyList<JsonElement> Values)
    {
        /// <summary>Whether a value read here (see <see cref="ArrowValues"/>) is the recorded one.</summary>
        public bool Matches(object? value, int index, TimeUnits units) => Matches(value, Values[index], units);

        private static bool Matches(object? value, JsonElement expected, TimeUnits units) => (value, expected.ValueKind) switch
        {
            (null, JsonValueKind.Null) => true,
            (bool flag, JsonValueKind.True or JsonValueKind.False) => flag == expected.GetBoolean(),
            (double number, JsonValueKind.Number) => number == expected.GetDouble(),
            (double number, JsonValueKind.String) => number.Equals(double.Parse(expected.GetString()!, CultureInfo.InvariantCulture)),
            (long number, JsonValueKind.Number) when units.Read > units.Recorded => MatchesWrapped(number, expected.GetInt64(), units.Read / units.Recorded),
            (long number, JsonValueKind.Number) when units.Read != 0 => (Int128)number * units.Read == Int128.Parse(expected.GetRawText(), CultureInfo.InvariantCulture) * units.Recorded,
            (long number, JsonValueKind.Number) => expected.TryGetInt64(out var integer) && integer == number,
            (Int128 number, JsonValueKind.Number) => expected.TryGetUInt64(out var integer) && integer == number,
            (string text, JsonValueKind.String) => text == expected.GetString(),
            (byte[] bytes, JsonValueKind.String) => Convert.ToHexStringLower(bytes) == expected.GetString()!.Replace("-", "", StringComparison.Ordinal),
            (object?[] elements, JsonValueKind.Array) => elements.Length == expected.GetArrayLength() && MatchElements(elements, expected, units),
            (Dictionary<string, object?> members, JsonValueKind.Object) => members.Count == expected.EnumerateObject().Count()
                && members.Zip(units.Children).All(m => expected.TryGetProperty(m.First.Key, out var member) && Matches(m.First.Value, member, m.Second)),
            _ => false,
        };

        /// <summary>The elements of a list have one type; a map's entries are pairs of two.</summary>
        private static bool MatchElements(object?[] elements, JsonElement expected, TimeUnits units) => units.Children.Length == 1
            ? elements.Zip(expected.EnumerateArray()).All(p => Matches(p.First, p.Second, units.Children[0]))
            : elements.Zip(expected.EnumerateArray()).All(p => p.First is object?[] entry && p.Second.GetArrayLength() == 2
                && Matches(entry[0], p.Second[0], units.Children[0]) && Matches(entry[1], p.Second[1], units.Children[1]));

        /// <summary>
        /// An INT96 timestamp that doesn't fit nanoseconds (see <see cref="CorpusTests"/>), read here rounded down to a coarser unit. pyarrow's value is wrapped
        /// around 64 bits, and it takes a negative Julian day for an unsigned number, 2³² days later.
        /// </summary>
        private static bool MatchesWrapped(long value, long recorded, long factor)
        {
            const long UnsignedDays = unchecked(86_400_000_000_000L << 32);
            var difference = unchecked(recorded - (value * factor));
            return (ulong)difference < (ulong)factor || unchecked((ulong)(difference - UnsignedDays)) < (ulong)factor;
        }
    }
}
