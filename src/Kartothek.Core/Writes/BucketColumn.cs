using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The buckets of rows (format.md 6.10): a column that decides about files and isn't written. Not thread-safe.</summary>
internal sealed class BucketColumn
{
    private readonly int[] _columns;
    private readonly int _buckets;
    private readonly PandasGeneration _generation;
    private readonly FlatVector<int> _result = new(Type);
    private ulong[] _hashes = [];

    /// <summary>The buckets that a layout asks for.</summary>
    public BucketColumn(Schema source, FileLayout files, PandasGeneration generation)
    {
        _columns = [.. files.BucketBy.IsEmpty ? Enumerable.Range(0, source.Fields.Length) : files.BucketBy.Select(source.IndexOf)];
        _buckets = files.Buckets;
        _generation = generation;
    }

    /// <summary>The type of the column.</summary>
    public static ColumnType Type => ColumnType.Int32;

    /// <summary>The bucket of each row, valid until the next call. Hashed as the rows came, before any conversion.</summary>
    public Vector Of(Block block)
    {
        if (_hashes.Length < block.Length)
        {
            _hashes = new ulong[block.Length];
        }
        var hashes = _hashes.AsSpan(0, block.Length);
        RowHash.Compute(block, _columns, hashes, _generation);
        var buckets = _result.Reset(block.Length);
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = RowHash.BucketOf(hashes[i], _buckets);
        }
        return _result;
    }
}
