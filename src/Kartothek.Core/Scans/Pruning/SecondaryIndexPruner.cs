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
internal sealed class SecondaryIndexPruner(FileIndex index, bool trustsIndex)
{
    /// <summary>Judges a part that reads only the indexed column, over all files at once.</summary>
    /// <returns>Null where it can't: a value doesn't fit the type that the part reckons with, which is an error of its rows.</returns>
    public Verdict[]? Judge(LeafTerm part)
    {
        if (index.Values(part.Columns) is not { } values)
        {
            return null;
        }
        var evaluator = new ScalarEvaluator(part.Judged, part.Columns);
        var unlisted = Unlisted(evaluator);
        var hasTrue = new bool[index.FileCount];
        // A part that was widened never gets the marks that prove it.
        var hasFalse = unlisted == Unlistable.AllSatisfy && !part.IsWidened ? new bool[index.FileCount] : null;
        var bounds = new RangePruner(part.Judged);
        var type = part.Columns.Fields[0].Type;
        for (var i = 0; i < values.Length; i++)
        {
            var block = values[i];
            if (hasFalse is null && index.Index.Ranges[i] is { } range && ValueConversion.ConvertRange(range, type) is { } converted
                && bounds.Evaluate(_ => converted) == Verdict.None)
            {
                continue;
            }
            var holds = evaluator.Test(block);
            for (var row = 0; row < holds.Length; row++)
            {
                if ((holds[row] ? hasTrue : hasFalse) is { } marks)
                {
                    foreach (var file in index.Index.PartitionsOf((int)block.FirstRow + row))
                    {
                        marks[file] = true;
                    }
                }
            }
        }
        return Combine(unlisted, hasTrue, hasFalse);
    }

    private Verdict[] Combine(Unlistable unlisted, bool[] hasTrue, bool[]? hasFalse)
    {
        var verdicts = new Verdict[index.FileCount];
        for (var file = 0; file < verdicts.Length; file++)
        {
            verdicts[file] =
                !index.IsListed(file) ? (trustsIndex && unlisted == Unlistable.NoneSatisfies ? Verdict.None : Verdict.Some)
                : unlisted == Unlistable.NoneSatisfies && !hasTrue[file] ? Verdict.None
                : hasFalse is not null && !hasFalse[file] ? Verdict.All
                : Verdict.Some;
        }
        return verdicts;
    }

    /// <summary>What the values that an index can't list make of the part.</summary>
    private static Unlistable Unlisted(ScalarEvaluator evaluator)
    {
        var type = evaluator.Schema.Fields[0].Type;
        var ofNull = Test(evaluator, null);
        var ofNaN = type.Storage switch
        {
            ColumnStorage.Double => Test(evaluator, double.NaN),
            ColumnStorage.Float => Test(evaluator, float.NaN),
            _ => ofNull,
        };
        return ofNull && ofNaN ? Unlistable.AllSatisfy : ofNull || ofNaN ? Unlistable.SomeSatisfy : Unlistable.NoneSatisfies;
    }

    private static bool Test(ScalarEvaluator evaluator, object? value)
    {
        var vector = new ConstantScalar(value, evaluator.Schema.Fields[0].Type).ToVector(1);
        return evaluator.Test(new Block(evaluator.Schema, [vector]) { Length = 1 })[0];
    }

    private enum Unlistable
    {
        NoneSatisfies,
        SomeSatisfy,
        AllSatisfy,
    }
}
