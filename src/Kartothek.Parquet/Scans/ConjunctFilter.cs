using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Evaluates conjuncts in order, each on the rows that the earlier ones left, and reads their columns only for those.</summary>
internal sealed class ConjunctFilter
{
    /// <summary>While one row of so many is left, all are looked up rather than those chosen.</summary>
    private const int RowsPerChosen = 6;

    private readonly CompiledConjunct[] _conjuncts;
    private readonly ScanColumn[][] _columns;
    private readonly ScanColumn[] _distinct;
    private readonly bool[] _isForAll;
    private readonly RowSelection _selection;
    private readonly RowMask _mask;

    /// <param name="conjuncts">The conjuncts, in the order of the predicate.</param>
    /// <param name="columns">The columns of the scan, which this adds its own to.</param>
    /// <param name="selection">For temporary use.</param>
    /// <param name="mask">For temporary use.</param>
    public ConjunctFilter(CompiledConjunct[] conjuncts, ScanColumnSet columns, RowSelection selection, RowMask mask)
    {
        (_selection, _mask) = (selection, mask);
        var sorted = Array.ConvertAll(conjuncts, conjunct => (Conjunct: conjunct, Columns: conjunct.Columns.Fields.Select(f => columns.Resolve(f.Name, f.Type, isConjunct: true)).ToArray()));
        ConjunctOrder.Sort(sorted);
        _conjuncts = Array.ConvertAll(sorted, s => s.Conjunct);
        _columns = Array.ConvertAll(sorted, s => s.Columns);
        for (var i = 0; i < conjuncts.Length; i++)
        {
            foreach (var column in _columns[i])
                column.LastConjunct = i;
        }
        _distinct = [.. _columns.SelectMany(c => c).Distinct()];
        // The first conjunct is asked about all rows anyway; of the others the footer says whether codes may be expected.
        _isForAll = [.. sorted.Select((s, i) => ConjunctOrder.IsFree(s.Conjunct, s.Columns) && (i == 0 || Array.TrueForAll(s.Columns, c => c is SteadyScanColumn or FlatScanColumn { Chunk.HasOnlyCodes: not false })))];
        OfEntries = ConditionsOfEntries();
        Holds = new bool[conjuncts.Length];
    }

    /// <summary>The conjuncts that can be asked about dictionaries of the row group, by column, in order.</summary>
    public ImmutableArray<EntryConditions> OfEntries { get; }

    /// <summary>Which conjuncts hold for all rows of the row group, so that they needn't be asked.</summary>
    public bool[] Holds { get; }

    /// <summary>What a conjunct threw for the first row behind those that <see cref="Apply"/> left; no row behind it was evaluated.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>Drops the rows that don't satisfy all conjuncts, and those from a row on for which one throws.</summary>
    /// <param name="window">The window's first row in the row group.</param>
    /// <param name="rows">The rows of the window that are wanted so far.</param>
    public void Apply(long window, RowSet rows)
    {
        for (var i = ApplyToAll(window, rows); i < _conjuncts.Length && rows.Count > 0; i++)
        {
            if (Holds[i])
                continue;
            Load(i, window, rows);
            _selection.SelectAll(rows.Count);
            // A later conjunct sees only rows before this failure, so its own comes first.
            Failure = _conjuncts[i].Evaluator.NarrowUpToFailure(_conjuncts[i].Block, _selection) ?? Failure;
            _conjuncts[i].Learn(rows.Count, _selection.Count);
            if (!_selection.IsAll)
                Keep(window, i, rows);
        }
    }

    /// <summary>
    /// Asks the first conjuncts about all rows of the window, as long as many of them are left. To find chosen codes among packed ones, and to bring what was read together, costs more than to look up some whose row is
    /// rejected already; rows are numbered, and values brought together, once in the end.
    /// </summary>
    /// <returns>The first conjunct that wasn't asked.</returns>
    private int ApplyToAll(long window, RowSet rows)
    {
        if (_conjuncts.Length < 2 || !_isForAll[0] || !_isForAll[1])
            return 0;
        _mask.SelectAll(rows.WindowRows);
        var next = 0;
        for (; next < _conjuncts.Length && _isForAll[next] && _mask.Count > rows.WindowRows / RowsPerChosen; next++)
        {
            if (Holds[next])
                continue;
            var conjunct = _conjuncts[next];
            Load(next, window, rows);
            var asked = _mask.Count;
            _mask.Narrow(conjunct.Evaluator.Test(conjunct.Block));
            conjunct.Learn(asked, _mask.Count);
            // What isn't codes after all is read for chosen rows from the next window on.
            if (next > 0)
                _isForAll[next] = Array.TrueForAll(conjunct.Block.Columns, column => column is DictionaryVector or ConstantVector or NullVector);
        }
        if (!_mask.IsAll)
        {
            _mask.CopyTo(_selection);
            Keep(window, next - 1, rows);
        }
        return next;
    }

    private void Load(int conjunct, long window, RowSet rows)
    {
        var block = _conjuncts[conjunct].Block;
        for (var c = 0; c < _columns[conjunct].Length; c++)
        {
            _columns[conjunct][c].Load(window, rows);
            block.Columns[c] = _columns[conjunct][c].Vector;
        }
        block.Length = rows.Count;
    }

    private ImmutableArray<EntryConditions> ConditionsOfEntries()
    {
        List<EntryConditions>? conditions = null;
        for (var i = 0; i < _conjuncts.Length; i++)
        {
            if (!_conjuncts[i].Evaluator.TestsEntries || _columns[i] is not [FlatScanColumn { Chunk.HasOnlyCodes: not false } column])
                continue;
            var ofColumn = conditions?.Find(c => c.Column == column);
            if (ofColumn is null)
                (conditions ??= []).Add(ofColumn = new EntryConditions(column));
            ofColumn.Add(i, _conjuncts[i].Evaluator);
        }
        return conditions is null ? [] : [.. conditions];
    }

    private void Keep(long window, int conjunct, RowSet rows)
    {
        var kept = _selection.Rows;
        rows.Keep(kept);
        if (kept.IsEmpty)
            return;
        foreach (var column in _distinct)
        {
            if (column.LastConjunct > conjunct || column.IsOutput)
                column.Keep(window, kept);
        }
    }
}
