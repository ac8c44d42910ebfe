using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>What the setters of an update make of one file. Not thread-safe.</summary>
internal sealed class FileUpdate
{
    private readonly FileContent _file;
    private readonly SetColumn[] _columns;
    private readonly SetColumn[] _keys;
    private readonly ScalarEvaluator? _leaves;
    private readonly Block?[] _gathered;
    private readonly int[] _rows = new int[RowGroupScan.BlockRows];

    /// <summary>Sets columns of a file.</summary>
    public FileUpdate(Dataset dataset, FileContent file, ImmutableArray<ColumnSetter> setters, SetterInputs inputs, bool keepsNaN)
    {
        _file = file;
        Inputs = inputs;
        _keys = [.. setters.Where(s => dataset.PartitionColumns.Contains(s.Column)).Select(s => SetColumn.Create(dataset, null, s, inputs, keepsNaN))];
        _columns = [.. setters.Where(s => !dataset.PartitionColumns.Contains(s.Column))
            .Select(s => SetColumn.Create(dataset, file.Schema.TryGet(s.Column, out var field) ? field : null, s, inputs, keepsNaN))];
        Schema = new Schema([
            .. file.Schema.Fields.Select(f => Array.Find(_columns, c => c.Field.Name == f.Name)?.Field ?? f),
            .. _columns.Select(c => c.Field).Where(f => !file.Schema.Contains(f.Name))]);
        KeySchema = new Schema(dataset.PartitionColumns.Select(c => new Field(c, file.Constants[c].Type)));
        _gathered = new Block?[inputs.All.Length];
        if (_keys.Length > 0)
        {
            _leaves = new ScalarEvaluator(Scalar.Or(_keys.Select(Leaves)), new Schema(_keys.Select(k => k.Field)));
        }
    }

    /// <summary>The columns of the file afterwards.</summary>
    public Schema Schema { get; }

    /// <summary>The partition columns.</summary>
    public Schema KeySchema { get; }

    /// <summary>What the setters compute from.</summary>
    public SetterInputs Inputs { get; }

    /// <summary>Gives the columns of a block their new values.</summary>
    /// <param name="block">Rows of the file, with any columns of <see cref="Schema"/> and <see cref="KeySchema"/>.</param>
    /// <param name="rows">The rows that are updated.</param>
    /// <param name="inputs">The same rows of the file, by the number of the input.</param>
    /// <returns>A block that shares what wasn't set; lent as long as the given one is.</returns>
    public Block Apply(Block block, ReadOnlySpan<int> rows, Block[] inputs)
    {
        var columns = block.Columns.AsSpan().ToArray();
        Gather(inputs, rows);
        foreach (var set in _columns.Concat(_keys))
        {
            if (block.Schema.IndexOf(set.Field.Name) is >= 0 and var ordinal)
            {
                columns[ordinal] = VectorPatch.Replace(columns[ordinal], rows, Evaluate(set, rows.Length));
            }
        }
        return new Block(block.Schema, columns) { Length = block.Length, FirstRow = block.FirstRow, Rows = block.Rows };
    }

    /// <summary>The updated rows that go to another partition, since their partition columns change. Reads what the setters of these compute from; nothing where they are constants.</summary>
    /// <returns>Null where all stay.</returns>
    public async ValueTask<RowMarks?> MovingAsync(RowMarks updated, CancellationToken cancellationToken)
    {
        if (_leaves is null)
        {
            return null;
        }
        if (_keys.All(k => k.Constant is not null))
        {
            return _leaves.Test(new Block(_leaves.Schema, [.. _keys.Select(k => (Vector)k.Constant!.ToVector(1))]) { Length = 1 })[0] ? updated : null;
        }
        var moving = new RowMarks(updated.RowCount);
        foreach (var group in _file.Footer.RowGroups)
        {
            if (updated.CountIn(group.FirstRow, group.RowCount) > 0)
            {
                await MarkMovingAsync(group.Ordinal, updated, moving, cancellationToken).ConfigureAwait(false);
            }
        }
        return moving.Count == 0 ? null : moving;
    }

    private async ValueTask MarkMovingAsync(int group, RowMarks updated, RowMarks moving, CancellationToken cancellationToken)
    {
        var readers = new List<IBlockReader>();
        var blocks = new Block[Inputs.All.Length];
        try
        {
            readers.AddRange(Inputs.All.Select(i => _file.Read(group, i.Columns)));
            while (await NextAsync(readers, blocks, cancellationToken).ConfigureAwait(false))
            {
                var count = updated.Select(blocks[0].FirstRow, blocks[0].Length, marked: true, _rows);
                if (count == 0)
                {
                    continue;
                }
                Gather(blocks, _rows.AsSpan(0, count));
                var leaves = _leaves!.Test(new Block(_leaves.Schema, [.. _keys.Select(k => Evaluate(k, count))]) { Length = count });
                for (var i = 0; i < count; i++)
                {
                    if (leaves[i])
                    {
                        moving.Add(blocks[0].FirstRow + _rows[i]);
                    }
                }
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    /// <summary>Steps readers of the same rows.</summary>
    /// <returns>False at the end.</returns>
    public static async ValueTask<bool> NextAsync(List<IBlockReader> readers, Block[] blocks, CancellationToken cancellationToken)
    {
        for (var i = 0; i < readers.Count; i++)
        {
            if (await readers[i].NextAsync(cancellationToken).ConfigureAwait(false) is not { } block)
            {
                return false;
            }
            blocks[i] = block;
        }
        return readers.Count > 0;
    }

    private Vector Evaluate(SetColumn set, int count) =>
        set.Evaluate(set.Input is { } input ? _gathered[input.Number]! : new Block(new Schema([]), []) { Length = count });

    private void Gather(Block[] inputs, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < _gathered.Length; i++)
        {
            var block = inputs[i];
            if (rows.Length == block.Length)
            {
                _gathered[i] = block;
                continue;
            }
            var columns = new Vector[block.Columns.Length];
            for (var c = 0; c < columns.Length; c++)
            {
                columns[c] = VectorCopy.Gather(block.Columns[c], rows);
            }
            _gathered[i] = new Block(block.Schema, columns) { Length = rows.Length, FirstRow = block.FirstRow, Rows = rows.ToArray() };
        }
    }

    private Scalar Leaves(SetColumn key) => Scalar.NotEqual(Scalar.Column(key.Field), _file.Constants[key.Field.Name]);
}
