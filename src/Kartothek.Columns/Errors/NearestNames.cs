namespace Kartothek.Columns;

/// <summary>What messages offer to somebody who gave a name that doesn't exist.</summary>
public static class NearestNames
{
    private const int Shown = 3;

    /// <summary>At most three names, nearest first; empty where none has half of its letters in common with the name.</summary>
    /// <remarks>Nearness is the number of letters to insert, drop or replace. Case and underscores don't count, since .NET and Python spell names differently.</remarks>
    /// <param name="name">The name that doesn't exist.</param>
    /// <param name="known">Those that do.</param>
    public static IReadOnlyList<string> Of(string name, IReadOnlyList<string> known) =>
    [
        .. Rank(name, known).Where(k => k.Distance <= Math.Max(2, Math.Max(name.Length, k.Name.Length) / 2)).Take(Shown).Select(k => k.Name),
    ];

    /// <summary>A sentence that names the nearest, or the first of them where none is near.</summary>
    /// <param name="name">The name that doesn't exist.</param>
    /// <param name="known">Those that do.</param>
    /// <param name="noun">What they are.</param>
    /// <param name="none">The sentence where there are none.</param>
    public static string Sentence(string name, IReadOnlyList<string> known, string noun, string none)
    {
        if (known.Count == 0)
        {
            return none;
        }
        var near = Of(name, known);
        return near.Count switch
        {
            0 => $"Its {noun}s are {List(known)}.",
            1 => $"Its nearest {noun} is {List(near)}.",
            _ => $"Its nearest {noun}s are {List(near)}.",
        };
    }

    /// <summary>Names in single quotes as a sentence has them, the last behind an "and"; of more than ten the first ten and how many more.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        const int most = 10;
        var quoted = names.Take(most).Select(n => $"'{n}'").ToList();
        return names.Count > most ? $"{string.Join(", ", quoted)} and {names.Count - most} more"
            : quoted.Count < 2 ? string.Concat(quoted)
            : $"{string.Join(", ", quoted.SkipLast(1))} and {quoted[^1]}";
    }

    private static IEnumerable<(string Name, int Distance)> Rank(string name, IReadOnlyList<string> known) => known
        .Select(k => (Name: k, Distance: Distance(Fold(name), Fold(k))))
        .OrderBy(k => k.Distance).ThenBy(k => k.Name, StringComparer.Ordinal);

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    // Levenshtein's distance, row by row.
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
