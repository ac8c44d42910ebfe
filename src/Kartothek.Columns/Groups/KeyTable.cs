using System.Collections.Immutable;

namespace Kartothek.Columns;

/// <summary>Numbers the distinct combinations of some columns' values, in the order of their first occurrence. Not thread-safe.</summary>
/// <remarks>Null equals null, NaN equals NaN, 0.0 equals -0.0, text is equal ordinally. Values of a dictionary are looked up once per entry, not per row. Without columns all rows are one combination.</remarks>
/// <param name="types">The types of the columns, none of them nested.</param>
public sealed class KeyTable(ImmutableArray<ColumnType> types)
{
    private readonly KeyEncoder[] _encoders = [.. types.Select(t => KeyEncoder.Create(t))];
    private readonly PairTable[] _pairs = [.. types.Skip(1).Select(_ => new PairTable())];
    private int[] _groups = [];
    private int[] _codes = [];

    /// <summary>The number of combinations so far.</summary>
    public int Count { get; private set; }

    /// <summary>The number of each row's combination; valid until the next call.</summary>
    /// <param name="keys">The columns, in the order of the types.</param>
    /// <param name="rows">The number of rows.</param>
    public ReadOnlySpan<int> Find(ReadOnlySpan<Vector> keys, int rows)
    {
        if (_groups.Length < rows)
        {
            _groups = new int[rows];
            _codes = new int[rows];
        }
        var groups = _groups.AsSpan(0, rows);
        if (_encoders.Length == 0)
        {
            groups.Clear();
            Count = Math.Max(Count, Math.Min(rows, 1));
            return groups;
        }
        _encoders[0].Encode(keys[0], groups);
        Count = _encoders[0].Count;
        var codes = _codes.AsSpan(0, rows);
        for (var i = 1; i < _encoders.Length; i++)
        {
            _encoders[i].Encode(keys[i], codes);
            _pairs[i - 1].Number(groups, codes, Count, _encoders[i].Count);
            Count = _pairs[i - 1].Count;
        }
        return groups;
    }
}
