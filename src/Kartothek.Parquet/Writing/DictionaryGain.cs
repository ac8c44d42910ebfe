namespace Kartothek.Parquet;

/// <summary>Whether a dictionary makes a chunk smaller, guessed from its first page.</summary>
internal static class DictionaryGain
{
    /// <summary>A dictionary that grows beyond this is given up, as Arrow does; what was coded by it stays so.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The distinct values to expect among more values, if they are drawn from a set at random.</summary>
    /// <remarks>Of a set of N, n draws hit N(1 - e^(-n/N)) on average; solved for N by bisection. Values that come in order are more than that; the fallback takes care of them.</remarks>
    /// <param name="values">Values seen.</param>
    /// <param name="distinct">Distinct ones among them.</param>
    /// <param name="total">Values to come to, those seen included.</param>
    public static double ExpectedDistinct(double values, double distinct, double total)
    {
        if (total <= values || distinct <= 0)
            return distinct;
        if (distinct >= values)
            return total;
        var (low, high) = (Math.Log(distinct), Math.Log(values * values));
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (Hit(Math.Exp(middle), values) < distinct)
                low = middle;
            else
                high = middle;
        }
        return Math.Min(total, Hit(Math.Exp(high), total));
    }

    /// <summary>Whether the dictionary is worth it.</summary>
    /// <param name="values">Values of the first page.</param>
    /// <param name="distinct">Distinct ones among them.</param>
    /// <param name="total">Values that the chunk will have.</param>
    /// <param name="entryBytes">Bytes of an entry, compressed.</param>
    /// <param name="rawEntryBytes">Bytes of an entry.</param>
    /// <param name="codeBytes">Bytes of the first page's codes.</param>
    /// <param name="otherBytes">Bytes of the first page's values in the best other form, compressed.</param>
    public static bool Pays(long values, int distinct, double total, double entryBytes, double rawEntryBytes, double codeBytes, double otherBytes)
    {
        if (values == 0 || distinct == 0)
            return false;
        var expected = ExpectedDistinct(values, distinct, total);
        if (expected * rawEntryBytes > 2.0 * MaxBytes)
            return false;
        var wider = Math.Max(1, Math.Log2(Math.Max(2, expected))) / Math.Max(1, Math.Log2(Math.Max(2, distinct)));
        return (expected * entryBytes) + (codeBytes * wider * total / values) < otherBytes * total / values;
    }

    private static double Hit(double set, double draws) => set * (1 - Math.Exp(-draws / set));

}
