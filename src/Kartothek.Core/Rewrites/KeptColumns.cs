using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What rows that are replaced have and the rows that replace them lack, by the number of the key. Held in memory.</summary>
internal sealed class KeptColumns
{
    private readonly RowBuffer _rows;
    private readonly int[] _rowOf;

    /// <summary>No rows yet.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="keyCount">How many keys there are.</param>
    public KeptColumns(Schema columns, int keyCount)
    {
        Columns = columns;
        _rows = new RowBuffer(columns);
        // The first row is what new keys have: nothing.
        _rows.Append(new Block(columns, [.. columns.Fields.Select(f => new NullVector(f.Type) { Length = 1 })]) { Length = 1 });
        _rowOf = new int[keyCount];
    }

    /// <summary>The columns.</summary>
    public Schema Columns { get; }

    /// <summary>Adds rows; a key that is there already keeps its first row.</summary>
    public void Add(RowBuffer rows, int[] numbers)
    {
        if (rows.Count == 0)
        {
            return;
        }
        var start = _rows.Count;
        _rows.Append(rows.ToBlock());
        for (var i = 0; i < numbers.Length; i++)
        {
            ref var row = ref _rowOf[numbers[i]];
            row = row == 0 ? start + i : row;
        }
    }

    /// <summary>Writes staged rows again, with these columns behind their own.</summary>
    public async ValueTask<ImmutableArray<WrittenPartition>> WriteAsync(
        Dataset dataset, RewriteOptions options, ImmutableArray<WrittenPartition> staged, Schema rows, UpsertKeys keys, CancellationToken cancellationToken)
    {
        var schema = new Schema([.. rows.Fields, .. Columns.Fields]);
        var known = dataset.Schema.Fields.Where(f => !Columns.Contains(f.Name));
        var write = options.WriteOptions(dataset, schema);
        // Kept columns keep their types and values, NaN among them; that of new rows became null when they were staged.
        var writer = new PartitionWriter(write with { Stored = new Schema(known), Files = write.Files with { KeepsNaN = true, KeepsNanoseconds = true } }, schema);
        var blocks = ReadAsync(dataset, staged, rows, schema, keys, cancellationToken);
        var written = await writer.WriteAsync(blocks, cancellationToken).ConfigureAwait(false);
        return [.. written.Select(w => w with { Schema = new Schema(w.Schema.Fields.Where(f => dataset.Schema.Contains(f.Name) || rows.Contains(f.Name))) })];
    }

    private async IAsyncEnumerable<Block> ReadAsync(
        Dataset dataset, ImmutableArray<WrittenPartition> staged, Schema rows, Schema schema, UpsertKeys keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var kept = _rows.ToBlock();
        var lookup = new KeyLookup(keys.Keys);
        var columns = new Vector[keys.Keys.Schema.Fields.Length];
        foreach (var file in staged)
        {
            await foreach (var block in StagedRows.ReadAsync(dataset, file, rows, cancellationToken).ConfigureAwait(false))
            {
                keys.Read(block, columns);
                var numbers = lookup.Find(new Block(keys.Keys.Schema, columns) { Length = block.Length }).ToArray();
                for (var row = 0; row < numbers.Length; row++)
                {
                    numbers[row] = _rowOf[numbers[row]];
                }
                yield return new Block(schema, [.. block.Columns, .. kept.Columns.Select(c => VectorCopy.Gather(c, numbers))]) { Length = block.Length };
            }
        }
    }
}
