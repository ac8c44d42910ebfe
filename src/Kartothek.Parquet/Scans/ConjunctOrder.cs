using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The order in which conjuncts are asked: what costs little and rejects much comes first.</summary>
/// <remarks>
/// A conjunct that can throw, or whose column has values that may not fit, runs for the rows that the conjuncts before it leave, as the predicate has them, and for no others. So it keeps its place, and none moves across it;
/// between two of them no order can be told from another by what comes out. The rank, cost by share of rows rejected, is that of Hellerstein and Stonebraker, Predicate Migration (1993), whose order is the best where conjuncts are independent.
/// </remarks>
internal static class ConjunctOrder
{
    /// <summary>Nanoseconds for a byte that is decompressed.</summary>
    private const double PerByte = 0.4;

    /// <summary>Nanoseconds for a value that is decoded and compared: a code, a number, a text.</summary>
    private const double PerCode = 0.4, PerNumber = 0.6, PerText = 6;

    /// <summary>Nanoseconds for a value that has to be assembled.</summary>
    private const double PerNested = 50;

    /// <summary>Brings conjuncts into order. Those that are equal in rank stay as the predicate has them.</summary>
    /// <param name="conjuncts">The conjuncts with the columns that they read, in the order of the predicate; sorted in place.</param>
    public static void Sort(Span<(CompiledConjunct Conjunct, ScanColumn[] Columns)> conjuncts)
    {
        for (var first = 0; first < conjuncts.Length;)
        {
            var end = first;
            while (end < conjuncts.Length && IsFree(conjuncts[end].Conjunct, conjuncts[end].Columns))
                end++;
            if (end - first > 1)
            {
                var run = conjuncts[first..end];
                var ranks = new (double Rank, int Place)[run.Length];
                for (var i = 0; i < ranks.Length; i++)
                    ranks[i] = (run[i].Columns.Sum(CostOf) / run[i].Conjunct.ShareRejected, i);
                ranks.AsSpan().Sort(run);
            }
            first = end + 1;
        }
    }

    /// <summary>Whether a conjunct may be asked about rows that an earlier one rejects: neither it nor reading its columns can throw because of a value.</summary>
    public static bool IsFree(CompiledConjunct conjunct, ScanColumn[] columns) =>
        !conjunct.CanThrow && Array.TrueForAll(columns, column => column is SteadyScanColumn || (column is FlatScanColumn flat && AlwaysFits(flat)));

    /// <summary>Whether each stored value is one of the wanted type. INT96 holds days that a timestamp doesn't, and bytes of a decimal may be longer than its precision says.</summary>
    private static bool AlwaysFits(FlatScanColumn column) =>
        column.Chunk.Leaf.Type == column.Type && column.Type.Kind != ColumnKind.Decimal && column.Chunk.Leaf.PhysicalType != PhysicalType.Int96;

    /// <summary>Joins the conjuncts of one column to one, where none of them can throw and none that can stands between: their answers to a dictionary's entries are then looked up once.</summary>
    public static ImmutableArray<ImmutableArray<Scalar>> Join(ImmutableArray<Scalar> conjuncts)
    {
        var joined = new List<(string? Column, ImmutableArray<Scalar>.Builder Terms)>();
        var first = 0;
        foreach (var conjunct in conjuncts)
        {
            var column = !conjunct.CanThrow && conjunct.ColumnNames() is [var name] ? name : null;
            var place = column is null ? -1 : joined.FindIndex(first, j => j.Column == column);
            if (place < 0)
            {
                joined.Add((column, ImmutableArray.CreateBuilder<Scalar>()));
                place = joined.Count - 1;
            }
            joined[place].Terms.Add(conjunct);
            if (conjunct.CanThrow)
                first = joined.Count;
        }
        return [.. joined.Select(j => j.Terms.ToImmutable())];
    }

    /// <summary>What a row of a column costs about, in nanoseconds, where it is read for all rows.</summary>
    private static double CostOf(ScanColumn column) => column switch
    {
        SteadyScanColumn => 0,
        FlatScanColumn { Chunk: var chunk, Type: var type } =>
            (PerByte * chunk.UncompressedSize / Math.Max(1, chunk.ValueCount)) + (chunk.HasOnlyCodes == true ? PerCode : type.Storage == ColumnStorage.Bytes ? PerText : PerNumber),
        _ => PerNested,
    };
}
