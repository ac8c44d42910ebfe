using System.Numerics;
using Kartothek.Columns;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Core;

/// <summary>The distinct keys of many rows, numbered in the order in which they were added. Keys are typed values in columns; nothing is boxed.</summary>
/// <remarks>
/// Equal as C#'s default comparers have it: text ordinally, 0.0 and -0.0 alike. Null and NaN are no keys. Adding is for one thread; afterwards any number of
/// threads may look keys up, each with a <see cref="KeyLookup"/> of its own.
/// </remarks>
internal sealed class KeySet
{
    private readonly KeyColumn[] _columns;
    private readonly Vector[] _flat;
    private ulong[] _hashes = new ulong[16];
    private int[] _slots = Filled(64);
    private ulong[] _batch = [];

    /// <summary>No keys.</summary>
    /// <param name="schema">The key columns; none is nested.</param>
    public KeySet(Schema schema)
    {
        Schema = schema;
        _columns = [.. schema.Fields.Select(f => KeyColumn.Create(f.Type))];
        _flat = new Vector[_columns.Length];
    }

    /// <summary>The key columns.</summary>
    public Schema Schema { get; }

    /// <summary>The number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>The values of a key column, by number.</summary>
    public Vector Values(int column) => _columns[column].Values;

    /// <summary>Adds the keys of rows.</summary>
    /// <param name="columns">The key columns of the rows, of the types of <see cref="Schema"/>, in any shape; without null and NaN.</param>
    /// <param name="length">Rows.</param>
    /// <returns>The first row whose key was there already, at which it stops; -1 where all are new.</returns>
    public int Add(ReadOnlySpan<Vector> columns, int length)
    {
        for (var i = 0; i < _flat.Length; i++)
        {
            _flat[i] = VectorCopy.Materialize(columns[i]);
        }
        if (_batch.Length < length)
        {
            _batch = new ulong[length];
        }
        var hashes = _batch.AsSpan(0, length);
        Hash(_flat, hashes);
        for (var row = 0; row < length; row++)
        {
            if (2 * Count >= _slots.Length)
            {
                Grow();
            }
            var slot = Find(hashes[row], _flat, row, out var found);
            if (found >= 0)
            {
                return row;
            }
            _slots[slot] = Count;
            if (Count == _hashes.Length)
            {
                Array.Resize(ref _hashes, 2 * Count);
            }
            _hashes[Count++] = hashes[row];
            for (var c = 0; c < _columns.Length; c++)
            {
                _columns[c].Append(_flat[c], row);
            }
        }
        return -1;
    }

    /// <summary>Hashes of the keys of materialised rows. Those of rows with null are hashes of anything.</summary>
    public void Hash(ReadOnlySpan<Vector> flat, Span<ulong> hashes)
    {
        hashes.Clear();
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Hash(flat[i], hashes);
        }
    }

    /// <summary>The number of a key, or -1.</summary>
    public int NumberOf(ulong hash, ReadOnlySpan<Vector> flat, int row)
    {
        Find(hash, flat, row, out var number);
        return number;
    }

    private int Find(ulong hash, ReadOnlySpan<Vector> flat, int row, out int number)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)(hash >> 20) & mask; ; slot = (slot + 1) & mask)
        {
            number = _slots[slot];
            if (number < 0 || (_hashes[number] == hash && IsSame(number, flat, row)))
            {
                return slot;
            }
        }
    }

    private bool IsSame(int number, ReadOnlySpan<Vector> flat, int row)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            if (!_columns[i].Same(number, flat[i], row))
            {
                return false;
            }
        }
        return true;
    }

    private void Grow()
    {
        _slots = Filled((int)BitOperations.RoundUpToPowerOf2((uint)(4 * Math.Max(16, Count))));
        var mask = _slots.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var slot = (int)(_hashes[number] >> 20) & mask;
            while (_slots[slot] >= 0)
            {
                slot = (slot + 1) & mask;
            }
            _slots[slot] = number;
        }
    }

    private static int[] Filled(int length)
    {
        var slots = new int[length];
        slots.AsSpan().Fill(-1);
        return slots;
    }
}
