namespace Kartothek.Linq;

/// <summary>Finds the names that a misspelt one may have meant.</summary>
internal static class NearestNames
{
    /// <summary>Up to three names, nearest first, by edit distance without regard to case and underscores; those that differ in more than half of their letters are left out unless none is nearer.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> names)
    {
        var ranked = names.Select(n => (Name: n, Distance: Distance(Fold(name), Fold(n)))).OrderBy(r => r.Distance).ThenBy(r => r.Name, StringComparer.Ordinal).ToList();
        var near = ranked.Where(r => r.Distance * 2 <= Math.Max(name.Length, r.Name.Length)).Take(3).Select(r => r.Name).ToList();
        return near.Count > 0 || ranked.Count == 0 ? near : [ranked[0].Name];
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
