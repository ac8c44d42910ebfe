using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Evaluates conjuncts in order, each on the rows that the earlier ones left, and reads their columns only for those.</summary>
internal sealed class ConjunctFilter
{
    private readonly CompiledConjunct[] _conjuncts;
    private readonly ScanColumn[][] _columns;
    private readonly ScanColumn[] _distinct;
    private readonly RowSelection _selection;

    /// <param name="conjuncts">The conjuncts.</param>
    /// <param name="columns">The columns of the scan, which this adds its own to.</param>
    /// <param name="selection">For temporary use.</param>
    public ConjunctFilter(CompiledConjunct[] conjuncts, ScanColumnSet columns, RowSelection selection)
    {
        _conjuncts = conjuncts;
        _selection = selection;
        _columns = new ScanColumn[conjuncts.Length][];
        for (var i = 0; i < conjuncts.Length; i++)
        {
            var fields = conjuncts[i].Columns.Fields;
            _columns[i] = new ScanColumn[fields.Length];
            for (var c = 0; c < fields.Length; c++)
            {
                _columns[i][c] = columns.Resolve(fields[c].Name, fields[c].Type, isConjunct: true);
                _columns[i][c].LastConjunct = i;
            }
        }
        _distinct = [.. _columns.SelectMany(c => c).Distinct()];
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
        for (var i = 0; i < _conjuncts.Length && rows.Count > 0; i++)
        {
            if (Holds[i])
                continue;
            var conjunct = _conjuncts[i];
            for (var c = 0; c < _columns[i].Length; c++)
            {
                _columns[i][c].Load(window, rows);
                conjunct.Block.Columns[c] = _columns[i][c].Vector;
            }
            conjunct.Block.Length = rows.Count;
            _selection.SelectAll(rows.Count);
            // A later conjunct sees only rows before this failure, so its own comes first.
            Failure = conjunct.Evaluator.NarrowUpToFailure(conjunct.Block, _selection) ?? Failure;
            if (!_selection.IsAll)
                Keep(window, i, rows);
        }
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
