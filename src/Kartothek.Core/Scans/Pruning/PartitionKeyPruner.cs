using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Judges by the values in the keys of the files.</summary>
/// <remarks>Exact: every row of a file has the values of its key, so a part of a predicate holds for all rows of a file or for none.</remarks>
internal sealed class PartitionKeyPruner(PartitionKeys keys)
{
    /// <summary>Judges a part that reads only partition columns, over all files at once.</summary>
    /// <returns>Null where it can't: a value doesn't fit the type that the part reckons with, which is an error of its rows.</returns>
    public Verdict[]? Judge(LeafTerm part)
    {
        if (keys.Blocks(part.Columns) is not { } blocks)
        {
            return null;
        }
        var verdicts = new Verdict[keys.Count];
        var evaluator = new ScalarEvaluator(part.Scalar, part.Columns);
        foreach (var block in blocks)
        {
            var holds = evaluator.Test(block);
            var ofBlock = verdicts.AsSpan((int)block.FirstRow, holds.Length);
            for (var row = 0; row < holds.Length; row++)
            {
                ofBlock[row] = holds[row] ? Verdict.All : Verdict.None;
            }
        }
        return verdicts;
    }
}
