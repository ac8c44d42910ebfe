using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Finds the rows of a row group whose pages can hold a row that satisfies the conditions, by the page index.</summary>
/// <remarks>
/// Each page of a column is judged like a row group by the conditions that read this column alone; rows go on <see cref="Verdict.None"/> only. One request per row group where the file has an
/// index of such a column, and none elsewhere.
/// </remarks>
internal sealed class PagePruning
{
    private readonly ScanTask _task;
    private readonly (string Column, Scalar Condition)[] _conditions;
    private ConcurrentDictionary<Scalar, StatisticsPruner>? _made;
    private string[]? _columns;

    public PagePruning(ScanTask task)
    {
        _task = task;
        _conditions = task.Conjuncts.IsEmpty ? [] : ConditionsOf(task.Conjuncts, task.Constants);
    }

    private string[] Columns => _columns ??= ColumnsOf(_task.Conjuncts, _task.Columns, _task.Constants);

    /// <summary>The bytes that are read of a row group's index before its data; 0 where it isn't consulted. Costs no request.</summary>
    public static long BytesOfIndex(RowGroup group, ImmutableArray<Scalar> conjuncts, Schema columns, IReadOnlyDictionary<string, ConstantScalar> constants) =>
        conjuncts.IsEmpty ? 0 : BytesOfIndex(group, ConditionsOf(conjuncts, constants), ColumnsOf(conjuncts, columns, constants));

    /// <summary>Whether a row group has an index of the column of a condition, one that its pages can be judged by. Costs no request.</summary>
    public static bool Asks(RowGroup group, Scalar conjunct, IReadOnlyDictionary<string, ConstantScalar> constants) =>
        ConditionsOf([conjunct], constants) is [var condition] && RowGroupPages.BytesToRead(group, [condition.Column], []) > 0;

    /// <summary>The rows to look at; null for all.</summary>
    public async ValueTask<ScanRows?> RowsAsync(IByteSource source, RowGroup group, CancellationToken cancellationToken)
    {
        if (_task.Looked is { } looked)
        {
            return looked;
        }
        var (rows, index) = await JudgeAsync(source, group, cancellationToken).ConfigureAwait(false);
        if (_task.Rows is { } range)
        {
            rows = Within(rows, range);
            index = await RowGroupPages.FindAsync(source, group, index, Columns, walks: true, cancellationToken).ConfigureAwait(false) ?? index;
        }
        return rows is [{ First: 0 } all] && all.End == group.RowCount ? null : new ScanRows(rows, index);
    }

    /// <summary>The rows to look at, with the places of the pages of all columns, so that some of them can be read alone; null where those can't be found.</summary>
    /// <param name="source">The file.</param>
    /// <param name="group">The row group.</param>
    /// <param name="walks">Whether pages may be found by a request for each.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async ValueTask<ScanRows?> PlacedRowsAsync(IByteSource source, RowGroup group, bool walks, CancellationToken cancellationToken)
    {
        var (rows, known) = await JudgeAsync(source, group, cancellationToken).ConfigureAwait(false);
        return await RowGroupPages.FindAsync(source, group, known, Columns, walks, cancellationToken).ConfigureAwait(false) is { } index ? new ScanRows(rows, index) : null;
    }

    /// <summary>The rows of some that lie in a range.</summary>
    public static ImmutableArray<RowRange> Within(ImmutableArray<RowRange> rows, RowRange range) => Both(rows, [range]);

    private async ValueTask<(ImmutableArray<RowRange> Rows, RowGroupPages? Index)> JudgeAsync(IByteSource source, RowGroup group, CancellationToken cancellationToken)
    {
        ImmutableArray<RowRange> rows = [new(0, group.RowCount)];
        if (!_task.UsesPageIndex || _conditions.Length == 0 || BytesOfIndex(group, _conditions, Columns) == 0)
        {
            return (rows, null);
        }
        var index = await RowGroupPages.ReadAsync(source, group, [.. _conditions.Select(c => c.Column)], Columns, cancellationToken).ConfigureAwait(false);
        _made ??= new(ReferenceEqualityComparer.Instance);
        foreach (var (column, condition) in _conditions)
        {
            var pages = index.Pages(column);
            if (!pages.IsEmpty)
            {
                rows = Both(rows, Possible(pages, StatisticsPruner.Of(condition, _made)));
            }
        }
        return (rows, index);
    }

    /// <summary>The conditions of one column of the file; partition columns are constants there.</summary>
    private static (string Column, Scalar Condition)[] ConditionsOf(ImmutableArray<Scalar> conjuncts, IReadOnlyDictionary<string, ConstantScalar> constants) =>
    [
        .. conjuncts.Where(c => !c.CanThrow)
            .Select(c => (Names: c.ColumnNames().Where(n => !constants.ContainsKey(n)).ToArray(), Condition: c))
            .Where(c => c.Names.Length == 1)
            .Select(c => (c.Names[0], c.Condition)),
    ];

    private static string[] ColumnsOf(ImmutableArray<Scalar> conjuncts, Schema columns, IReadOnlyDictionary<string, ConstantScalar> constants) =>
        [.. columns.Fields.Select(f => f.Name).Concat(conjuncts.SelectMany(c => c.ColumnNames())).Where(n => !constants.ContainsKey(n)).Distinct(StringComparer.Ordinal)];

    // An index that is larger than the data can't save anything.
    private static long BytesOfIndex(RowGroup group, (string Column, Scalar Condition)[] conditions, string[] columns)
    {
        var bytes = RowGroupPages.BytesToRead(group, [.. conditions.Select(c => c.Column)], columns);
        return bytes < group.BytesToScan(columns, []) ? bytes : 0;
    }

    private static List<RowRange> Possible(ImmutableArray<PageRange> pages, StatisticsPruner pruner)
    {
        var rows = new List<RowRange>();
        foreach (var page in pages)
        {
            if (pruner.Judge(column => ValueConversion.ConvertRange(page.Values, column.Type)) == Verdict.None)
            {
                continue;
            }
            if (rows.Count > 0 && rows[^1].End == page.Rows.First)
            {
                rows[^1] = rows[^1] with { End = page.Rows.End };
            }
            else
            {
                rows.Add(page.Rows);
            }
        }
        return rows;
    }

    private static ImmutableArray<RowRange> Both(ImmutableArray<RowRange> left, IReadOnlyList<RowRange> right)
    {
        var both = ImmutableArray.CreateBuilder<RowRange>();
        for (var (l, r) = (0, 0); l < left.Length && r < right.Count;)
        {
            var (first, end) = (Math.Max(left[l].First, right[r].First), Math.Min(left[l].End, right[r].End));
            if (first < end)
            {
                both.Add(new(first, end));
            }
            if (left[l].End < right[r].End)
            {
                l++;
            }
            else
            {
                r++;
            }
        }
        return both.ToImmutable();
    }
}
