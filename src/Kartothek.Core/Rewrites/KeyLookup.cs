using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Looks the keys of rows up in a <see cref="KeySet"/>; for one thread at a time.</summary>
internal sealed class KeyLookup(KeySet keys)
{
    private readonly Vector[] _flat = new Vector[keys.Schema.Fields.Length];
    private ulong[] _hashes = [];
    private int[] _numbers = [];

    /// <summary>The number of each row's key, -1 where it isn't in the set; valid until the next call.</summary>
    /// <param name="block">Rows; its first columns are the key columns, of the set's types. Nulls are in no set.</param>
    public ReadOnlySpan<int> Find(Block block)
    {
        for (var i = 0; i < _flat.Length; i++)
        {
            _flat[i] = VectorCopy.Materialize(block.Columns[i]);
        }
        if (_hashes.Length < block.Length)
        {
            _hashes = new ulong[block.Length];
            _numbers = new int[block.Length];
        }
        var hashes = _hashes.AsSpan(0, block.Length);
        keys.Hash(_flat, hashes);
        var numbers = _numbers.AsSpan(0, block.Length);
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = HasNull(row) ? -1 : keys.NumberOf(hashes[row], _flat, row);
        }
        return numbers;
    }

    private bool HasNull(int row)
    {
        foreach (var column in _flat)
        {
            if (column.IsNull(row))
            {
                return true;
            }
        }
        return false;
    }
}
