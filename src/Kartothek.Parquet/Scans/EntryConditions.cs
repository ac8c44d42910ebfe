using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The conjuncts of one column that can be asked about the entries of its dictionary, before a row is read.</summary>
/// <remarks>They can't throw, as those that judge a row group by its statistics: where they rule it out, an exception that an earlier conjunct would throw doesn't come.</remarks>
/// <param name="column">The column.</param>
internal sealed class EntryConditions(FlatScanColumn column)
{
    /// <summary>What is asked is asked for rows sooner or later, unless an earlier conjunct leaves few: so a dictionary has to be so much smaller.</summary>
    private const int RowsPerEntry = 16;

    private readonly List<(int Ordinal, ScalarEvaluator Evaluator)> _conjuncts = [];

    /// <summary>The column.</summary>
    public FlatScanColumn Column => column;

    /// <summary>Adds the next conjunct of the column.</summary>
    /// <param name="ordinal">Its place among all conjuncts of the scan.</param>
    /// <param name="evaluator">One that tests entries.</param>
    public void Add(int ordinal, ScalarEvaluator evaluator) => _conjuncts.Add((ordinal, evaluator));

    /// <summary>Whether it costs little, measured by what reading the rows does, to look at so many entries first.</summary>
    public bool IsWorth(int entries, long rows) => entries <= (_conjuncts[0].Ordinal == 0 ? rows : rows / RowsPerEntry);

    /// <summary>Takes back what <see cref="Judge"/> set, where rows have other values than those of the dictionary.</summary>
    public void Forget(Span<bool> holds)
    {
        foreach (var (ordinal, _) in _conjuncts)
            holds[ordinal] = false;
    }

    /// <summary>How many of the rows whose values are those of the dictionary satisfy the conjuncts.</summary>
    /// <param name="dictionary">The column's dictionary.</param>
    /// <param name="buffers">For temporary use.</param>
    /// <param name="holds">One per conjunct of the scan: set for those that all rows satisfy.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Verdict Judge(ValueDictionary dictionary, ScanBuffers buffers, Span<bool> holds)
    {
        // Two bounds may each have entries, and none between them.
        var open = _conjuncts.Count > 1 ? buffers.Rent<bool>(dictionary.Count) : [];
        try
        {
            var both = open.AsSpan(0, _conjuncts.Count > 1 ? dictionary.Count : 0);
            both.Fill(true);
            var (someEntry, someNull, all) = (true, column.MayHaveNulls, true);
            foreach (var (ordinal, evaluator) in _conjuncts)
            {
                var answers = evaluator.TestEntries(dictionary, out var ofNull);
                holds[ordinal] = !answers.Contains(false) && (ofNull || !column.MayHaveNulls);
                all &= holds[ordinal];
                someNull &= ofNull;
                for (var i = 0; i < both.Length; i++)
                    both[i] &= answers[i];
                someEntry = both.IsEmpty ? answers.Contains(true) : both.Contains(true);
            }
            return !someEntry && !someNull ? Verdict.None : all ? Verdict.All : Verdict.Some;
        }
        finally
        {
            buffers.Return(open);
        }
    }
}
