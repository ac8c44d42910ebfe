using System.Collections.Immutable;
using System.Globalization;

namespace Kartothek.Testing;

/// <summary>Row ids as the answers write them: <c>0-4,7,9-12</c>.</summary>
public static class RowIdRanges
{
    /// <summary>Reads ranges into ascending ids.</summary>
    public static ImmutableArray<long> Parse(string text)
    {
        var ids = ImmutableArray.CreateBuilder<long>();
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dash = range.IndexOf('-', 1);
            var first = long.Parse(dash < 0 ? range : range[..dash], CultureInfo.InvariantCulture);
            var last = dash < 0 ? first : long.Parse(range[(dash + 1)..], CultureInfo.InvariantCulture);
            for (var id = first; id <= last; id++)
                ids.Add(id);
        }

        ids.Sort();
        return ids.ToImmutable();
    }

    /// <summary>Writes ids, in any order, as ranges.</summary>
    public static string Format(IEnumerable<long> ids)
    {
        var sorted = ids.Order().ToArray();
        var ranges = new List<string>();
        for (var i = 0; i < sorted.Length;)
        {
            var first = i;
            do
            {
                i++;
            }
            while (i < sorted.Length && sorted[i] == sorted[i - 1] + 1);

            ranges.Add(i - first == 1
                ? sorted[first].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{sorted[first]}-{sorted[i - 1]}"));
        }

        return string.Join(',', ranges);
    }
}
