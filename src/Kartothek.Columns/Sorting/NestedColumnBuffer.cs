using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Kept lists, structures and maps: pieces of Arrow arrays, which may be kept as they are.</summary>
internal sealed class NestedColumnBuffer(ColumnType type) : ColumnBuffer
{
    private readonly List<IArrowArray> _pieces = [];
    private long _bytes;

    internal override long Bytes => _bytes;

    internal override void Append(Vector source, ReadOnlySpan<int> rows)
    {
        var array = source is NestedVector nested ? nested.Array : NullArrays.Create(type, source.Length);
        var piece = ArrowRows.Gather(array, rows);
        _pieces.Add(piece);
        _bytes += SizeOf(piece.Data) * rows.Length / Math.Max(1, array.Length);
    }

    internal override Vector ToVector()
    {
        var array = _pieces.Count == 1 ? _pieces[0] : ArrowArrayConcatenator.Concatenate(_pieces);
        return new NestedVector(type, array) { Length = array.Length };
    }

    // Slices share the buffers of what they are slices of, so this is the size of all of it.
    private static long SizeOf(ArrayData data) => data.Buffers.Sum(b => (long)b.Length) + (data.Children?.Sum(SizeOf) ?? 0);
}
