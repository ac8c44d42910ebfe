namespace Kartothek.Columns;

/// <summary>Texts or binary values as a loop wants them: views, or a constant.</summary>
internal readonly ref struct BytesOperand
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly ReadOnlySpan<ByteView> _views;

    private BytesOperand(BytesVector vector, int length)
    {
        _data = vector.Data;
        _views = vector.Views.AsSpan(0, length);
        Valid = vector.Valid is { } valid ? valid.AsSpan(0, length) : default;
        IsAscii = vector.IsAscii;
    }

    /// <summary>Whether each row has a value; empty where all have one.</summary>
    internal ReadOnlySpan<bool> Valid { get; }

    /// <summary>Whether all rows have one value, which is that of row 0, or all are null.</summary>
    internal bool IsConstant { get; private init; }

    /// <summary>Whether the constant is null.</summary>
    internal bool IsNull { get; private init; }

    /// <summary>Whether all bytes are known to be ASCII.</summary>
    internal bool IsAscii { get; }

    /// <summary>Whether <see cref="Valid"/> must be looked at.</summary>
    internal bool HasNulls => Valid.Length > 0;

    /// <summary>The views, one per row, where this isn't a constant.</summary>
    internal ReadOnlySpan<ByteView> Views => _views;

    /// <summary>Whether a row, of a constant any row, is null.</summary>
    internal bool IsNullAt(int row) => IsConstant ? IsNull : Valid.Length > 0 && !Valid[row];

    /// <summary>The bytes of a row that isn't null; of a constant any row.</summary>
    internal ReadOnlySpan<byte> this[int row] => At(_views[IsConstant ? 0 : row]);

    /// <summary>The bytes that a view shows.</summary>
    internal ReadOnlySpan<byte> At(ByteView view) => _data.Slice(view.Offset, view.Length);

    /// <summary>Whether so many bytes from an offset on may be read, whatever they are.</summary>
    internal bool HasBytes(int offset, int count) => _data.Length - offset >= count;

    /// <summary>Reads a vector; the views of a dictionary's values are written out into the scratch vector.</summary>
    internal static BytesOperand Read(Vector vector, ref BytesVector? scratch)
    {
        switch (vector)
        {
            case BytesVector bytes:
                return new(bytes, bytes.Length);
            case ConstantVector { Value: BytesVector value }:
                return new(value, 1) { IsConstant = true, IsNull = value.IsNull(0) };
            case DictionaryVector dictionary:
                scratch = (BytesVector)VectorCopy.Materialize(dictionary, scratch);
                return new(scratch, scratch.Length);
            default:
                return new() { IsConstant = true, IsNull = true };
        }
    }
}
