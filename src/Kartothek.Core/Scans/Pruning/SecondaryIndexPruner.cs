using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Judges by a secondary index: the distinct values of a column in each file.</summary>
/// <remarks>
/// <para>An index lists neither nulls nor NaN, and doesn't say whether a file has such rows. So <see cref="Verdict.None"/> needs both: no listed value of the
/// file satisfies the part, and neither does null (nor NaN, for a floating column). Likewise <see cref="Verdict.All"/> needs all of them to.</para>
/// <para>A file that no entry lists holds nothing but nulls, or no rows, or was committed by a writer that didn't index it (format.md 4.7: Python then
/// silently loses its rows). Nothing in the header tells these apart, so such a file gets <see cref="Verdict.Some"/> and its footer decides: the
/// statistics of an all-null file rule it out. Where <see cref="DatasetOptions.TrustsIndices"/> is set, it counts as indexed.</para>
/// <code>
///                       null/NaN satisfies    neither does
/// some values satisfy   Some                  Some
/// all values satisfy    All                   Some (a null row may be there)
/// no value satisfies    Some                  None
/// file isn't listed     Some                  Some, or None where indices are trusted
/// </code>
/// <para>Entries for labels that the header no longer has are ignored.</para>
/// </remarks>
internal sealed class SecondaryIndexPruner(IndexExcerpt index, bool trustsIndex)
{
    /// <summary>Judges a part that reads only the indexed column, over all files at once.</summary>
    /// <returns>Null where it can't: a value doesn't fit the type that the part reckons with, which is an error of its rows.</returns>
    public Verdict[]? Judge(LeafTerm part)
    {
        var evaluator = new ScalarEvaluator(part.Judged, part.Columns);
        var hasTrue = new bool[index.FileCount];
        var hasFalse = NeedsAllEntries(part) ? new bool[index.FileCount] : null;
        var bounds = new RangePruner(part.Judged);
        foreach (var entries in index.Parts)
        {
            if (entries.BlocksAs(part.Columns) is not { } values)
            {
                return null;
            }
            for (var i = 0; i < values.Length; i++)
            {
                if (hasFalse is null && entries.Ranges[i] is { } range && ValueConversion.ConvertRange(range, part.Columns.Fields[0].Type) is { } converted
                    && bounds.Evaluate(_ => converted) == Verdict.None)
                {
                    continue;
                }
                Mark(entries, values[i], evaluator, hasTrue, hasFalse);
            }
        }
        return Combine(part.Unlisted, hasTrue, hasFalse);
    }

    /// <summary>Whether verdicts depend on the entries that don't satisfy a part, too.</summary>
    /// <remarks>A part that was widened never gets the marks that prove it.</remarks>
    private static bool NeedsAllEntries(LeafTerm part) => part.Unlisted == Unlisted.AllSatisfy && !part.IsWidened;

    private static void Mark(SecondaryIndex entries, Block values, ScalarEvaluator evaluator, bool[] hasTrue, bool[]? hasFalse)
    {
        var holds = evaluator.Test(values);
        for (var row = 0; row < holds.Length; row++)
        {
            if ((holds[row] ? hasTrue : hasFalse) is { } marks)
            {
                foreach (var file in entries.PartitionsOf((int)values.FirstRow + row))
                {
                    marks[file] = true;
                }
            }
        }
    }

    private Verdict[] Combine(Unlisted unlisted, bool[] hasTrue, bool[]? hasFalse)
    {
        var verdicts = new Verdict[index.FileCount];
        for (var file = 0; file < verdicts.Length; file++)
        {
            verdicts[file] =
                unlisted == Unlisted.NoneSatisfies && !hasTrue[file] && (trustsIndex || index.IsListed[file]) ? Verdict.None
                : hasFalse is not null && !hasFalse[file] && index.IsListed[file] ? Verdict.All
                : Verdict.Some;
        }
        return verdicts;
    }
}
