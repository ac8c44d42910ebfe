using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Which files each group of a dataset's rows is read from: the join of the values of its columns by file (format.md 5.3).</summary>
internal sealed class DispatchGroups
{
    private readonly SortedDictionary<ImmutableArray<ConstantScalar>, List<PlannedFile>> _files = new(ConstantOrder.Instance);

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

    /// <summary>The groups ascending by their values, each with its files in the order of the header.</summary>
    public IEnumerable<(ImmutableArray<ConstantScalar> Values, IReadOnlyList<PlannedFile> Files)> All => _files.Select(f => (f.Key, (IReadOnlyList<PlannedFile>)f.Value));

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
