using System.Runtime.InteropServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes a leaf of booleans: one bit each. Kartothek's reader knows no other encoding of them.</summary>
internal sealed class BooleanWriter(LeafSettings settings) : LeafWriter(settings)
{
    private WriteBuffer<byte> _values;
    private int _pageTrue;
    private bool _hasTrue;
    private bool _hasFalse;

    /// <inheritdoc/>
    protected override long HeldValueBytes => _values.HeldBytes;

    /// <inheritdoc/>
    protected override long PageValueBytes => _values.Count / 8;

    /// <inheritdoc/>
    protected override int DictionaryCount => 0;

    /// <inheritdoc/>
    protected override void Append(Vector vector, int start, int count)
    {
        if (vector is FlatVector<bool> flat)
            Append(MemoryMarshal.AsBytes(flat.Values.AsSpan(start, count)));
        else
            Gather(vector, start, default, count);
    }

    /// <inheritdoc/>
    protected override void Append(Vector vector, ReadOnlySpan<int> rows) => Gather(vector, 0, rows, rows.Length);

    /// <inheritdoc/>
    protected override void Settle()
    {
    }

    /// <inheritdoc/>
    protected override int MaxEncodedBytes() => (_values.Count / 8) + 16;

    /// <inheritdoc/>
    protected override int Encode(Span<byte> destination, out ValueEncoding encoding)
    {
        encoding = ValueEncoding.Plain;
        var length = (_values.Count + 7) / 8;
        _hasTrue |= _pageTrue > 0;
        _hasFalse |= _pageTrue < _values.Count;
        _values.Extend(-_values.Count & 7).Clear();
        BitPacker.Pack<byte>(_values.Span, 1, destination);
        _values.Clear();
        _pageTrue = 0;
        return length;
    }

    /// <inheritdoc/>
    protected override WrittenStatistics PageStatistics(long nulls) => ToStatistics(nulls, _pageTrue > 0, _pageTrue < _values.Count);

    /// <inheritdoc/>
    protected override WrittenStatistics ChunkStatistics(long nulls) => ToStatistics(nulls, _hasTrue, _hasFalse);

    /// <inheritdoc/>
    protected override void EncodeDictionary(ref WriteBuffer<byte> destination)
    {
    }

    /// <inheritdoc/>
    protected override SplitBlockFilter? Filter() => null;

    /// <inheritdoc/>
    protected override void FreeValues()
    {
        _values.Free();
        _pageTrue = 0;
        _hasTrue = _hasFalse = false;
    }

    private static WrittenStatistics ToStatistics(long nulls, bool hasTrue, bool hasFalse) =>
        hasTrue || hasFalse ? new(nulls, [hasFalse ? (byte)0 : (byte)1], [hasTrue ? (byte)1 : (byte)0]) : new(nulls);

    private void Append(ReadOnlySpan<byte> values)
    {
        _values.Append(values);
        _pageTrue += values.Count((byte)1);
    }

    private void Gather(Vector vector, int start, ReadOnlySpan<int> rows, int count)
    {
        Span<byte> values = stackalloc byte[count];
        for (var i = 0; i < count; i++)
            values[i] = Value(vector, rows.IsEmpty ? start + i : rows[i]) ? (byte)1 : (byte)0;
        Append(values);
    }

    private bool Value(Vector vector, int row) => vector switch
    {
        FlatVector<bool> flat => flat.Values[row],
        DictionaryVector { Dictionary.Entries: FlatVector<bool> entries } coded => entries.Values[coded.Codes[row]],
        ConstantVector { Value: FlatVector<bool> constant } => constant.Values[0],
        _ => throw ParquetErrors.BlockType(Settings.File, Leaf.Name, vector.Type, Leaf.Type),
    };
}
