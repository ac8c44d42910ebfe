using System.Globalization;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Binary values and UUIDs, one behind the other.</summary>
internal sealed class BytesFiller(WriteTarget target, RowNumbers rows) : ColumnFiller(target, rows)
{
    private readonly BytesVector _vector = new(target.ColumnType);
    private readonly int _length = target.ColumnType.Kind == ColumnKind.FixedBinary ? target.ColumnType.Length : -1;
    private ByteBuffer _data;

    /// <summary>Gives a row its bytes.</summary>
    /// <exception cref="KartothekException">The column holds values of another length.</exception>
    public void Set(int row, byte[] value) => Set(row, (ReadOnlySpan<byte>)value);

    /// <inheritdoc cref="Set(int, byte[])"/>
    public void Set(int row, ReadOnlyMemory<byte> value) => Set(row, value.Span);

    /// <summary>Gives a row its UUID.</summary>
    public void Set(int row, Guid value)
    {
        value.TryWriteBytes(_data.Reserve(16), bigEndian: true, out _);
        _vector.Views[row] = new(_data.Count, 16);
        _data.Count += 16;
    }

    /// <inheritdoc/>
    protected override void Reserve(int capacity)
    {
        _data.Count = 0;
        if (_vector.Views.Length < capacity) _vector.Views = new ByteView[capacity];
    }

    /// <inheritdoc/>
    protected override void Skip(int row) => _vector.Views[row] = default;

    /// <inheritdoc/>
    protected override Vector ValuesOf(int count)
    {
        _vector.Data = _data.Bytes;
        return _vector;
    }

    private void Set(int row, ReadOnlySpan<byte> value)
    {
        if (_length >= 0 && value.Length != _length)
        {
            throw RecordWriteErrors.DoesNotFit(Target, Rows.Describe(row), string.Create(CultureInfo.InvariantCulture, $"{value.Length} bytes"));
        }
        value.CopyTo(_data.Reserve(value.Length));
        _vector.Views[row] = new(_data.Count, value.Length);
        _data.Count += value.Length;
    }
}
