using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The columns that a scan of a CSV file takes from its fields, and what it makes of them.</summary>
internal sealed class CsvScanColumns
{
    private readonly Dictionary<(string Name, ColumnType Type), CsvColumn> _stored = [];
    private readonly string _key;
    private readonly string[] _header;
    private readonly ScanColumns _spec;
    private readonly ScalarEvaluator[] _conjuncts;
    private readonly Block _block;

    public CsvScanColumns(string key, string[] header, ScanColumns spec)
    {
        (_key, _header, _spec) = (key, header, spec);
        _block = new Block(spec.Columns, new Vector[spec.Columns.Fields.Length]);
        _conjuncts = spec.Conjuncts.IsDefaultOrEmpty ? [] : [.. spec.Conjuncts.Select(c => new ScalarEvaluator(c, new Schema(ColumnsOf(c).Distinct())))];
        foreach (var field in _conjuncts.SelectMany(c => c.Schema.Fields).Concat(spec.Columns.Fields).Where(f => !spec.Constants.ContainsKey(f.Name)))
        {
            if (!_stored.ContainsKey((field.Name, field.Type)))
            {
                _stored.Add((field.Name, field.Type), CsvColumn.Create(_key, field, Array.IndexOf(_header, field.Name)));
            }
        }
        Stored = [.. _stored.Values];
    }

    /// <summary>The columns to fill.</summary>
    public ImmutableArray<CsvColumn> Stored { get; }

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        foreach (var column in Stored)
        {
            column.Clear();
        }
    }

    /// <summary>Drops from the selection the rows that don't satisfy all conjuncts, which are evaluated one after the other, and those from a row on for which one throws.</summary>
    /// <returns>What it threw, or null.</returns>
    public ExceptionDispatchInfo? Filter(RowSelection selection, long firstRow)
    {
        var rows = selection.Count;
        ExceptionDispatchInfo? failure = null;
        foreach (var conjunct in _conjuncts)
        {
            var vectors = conjunct.Schema.Fields.Select(f => VectorOf(f, rows)).ToArray();
            var block = new Block(conjunct.Schema, vectors) { Length = rows, FirstRow = firstRow };

            // A later conjunct sees only rows before this failure, so its own comes first.
            failure = conjunct.NarrowUpToFailure(block, selection) ?? failure;
        }
        return failure;
    }

    /// <summary>The wanted columns of the selected rows.</summary>
    public Block ToBlock(RowSelection selection, long firstRow)
    {
        _block.Length = selection.Count;
        _block.FirstRow = firstRow;
        _block.Rows = null;
        if (!selection.IsAll)
        {
            _block.Rows = selection.Rows.ToArray();
            foreach (var column in Stored)
            {
                column.Keep(_block.Rows);
            }
        }
        for (var i = 0; i < _block.Columns.Length; i++)
        {
            _block.Columns[i] = VectorOf(_spec.Columns.Fields[i], _block.Length);
        }
        return _block;
    }

    private Vector VectorOf(Field field, int rows)
    {
        if (!_spec.Constants.TryGetValue(field.Name, out var constant))
        {
            return _stored[(field.Name, field.Type)].ToVector();
        }
        return constant.Value is null
            ? new NullVector(field.Type) { Length = rows }
            : constant.ToVector(rows);
    }

    private static IEnumerable<Field> ColumnsOf(Scalar scalar) =>
        scalar is ColumnScalar column ? [new Field(column.Name, column.Type)] : scalar.Operands.SelectMany(ColumnsOf);
}
