using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Which files each group of a dataset's rows is read from: the join of the values of its columns by file (format.md 5.3).</summary>
internal sealed class DispatchGroups
{
    private readonly SortedDictionary<ImmutableArray<ConstantScalar>, List<PlannedFile>> _files = new(GroupOrder.Instance);

    /// <summary>Joins the values of the columns in the files of a plan.</summary>
    /// <param name="plan">The files that may hold rows of the answer.</param>
    /// <param name="columns">Per column and file its values.</param>
    public DispatchGroups(ScanPlan plan, IReadOnlyList<ILookup<int, ConstantScalar>> columns)
    {
        foreach (var file in plan.Files)
        {
            foreach (var values in Tuples(file.Partition.Ordinal, columns))
            {
                if (!_files.TryGetValue(values, out var files))
                {
                    _files.Add(values, files = []);
                }
                files.Add(file);
            }
        }
    }

    /// <summary>The groups ascending by their values, each with its files in the order of the header, without those whose values the predicate rules out.</summary>
    public IEnumerable<(ImmutableArray<ConstantScalar> Values, IReadOnlyList<PlannedFile> Files)> Of(Scalar? predicate, ImmutableArray<string> columns)
    {
        var pruner = predicate is null ? null : new RangePruner(predicate);
        foreach (var (values, files) in _files)
        {
            if (pruner?.Evaluate(Point) != Verdict.None)
            {
                yield return (values, files);
            }

            ValueRange? Point(string column) => columns.IndexOf(column) is >= 0 and var i
                ? ValueRange.Point(values[i], rowCount: 1)
                : null;
        }
    }

    private static IEnumerable<ImmutableArray<ConstantScalar>> Tuples(int file, IReadOnlyList<ILookup<int, ConstantScalar>> columns)
    {
        IEnumerable<ImmutableArray<ConstantScalar>> tuples = [[]];
        foreach (var column in columns)
        {
            tuples = tuples.SelectMany(_ => column[file], (tuple, value) => tuple.Add(value));
        }
        return tuples;
    }
}
