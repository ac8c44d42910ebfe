using Apache.Arrow;
using Apache.Arrow.Arrays;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Binary values and UUIDs, copied only for the rows that ask for them.</summary>
internal sealed class BytesReader(ReadTarget target, RowPosition position) : ColumnReader(target, position)
{
    private int[]? _codes;
    private BytesVector? _bytes;
    private IArrowArray? _array;
    private bool _isConstant;

    /// <summary>A fresh copy of a row's bytes; null where the row is null.</summary>
    public byte[]? Get(int row) => Valid[row] ? Bytes(row).ToArray() : null;

    /// <summary>A fresh copy of a row's bytes, which mustn't be null.</summary>
    /// <exception cref="KartothekException">It is null.</exception>
    public byte[] GetRequired(int row) => Get(row) ?? throw RecordErrors.NullValue(Target, Position, row);

    /// <summary>A fresh copy of the bytes of a row that isn't null.</summary>
    public ReadOnlyMemory<byte> GetMemory(int row) => Bytes(row).ToArray();

    /// <summary>The UUID of a row that isn't null.</summary>
    public Guid GetGuid(int row) => new(Bytes(row), bigEndian: true);

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector)
    {
        (_codes, _bytes, _array, _isConstant) = (null, null, null, false);
        switch (vector)
        {
            case DictionaryVector { Dictionary.Entries: BytesVector entries } codes:
                (_codes, _bytes) = (codes.Codes, entries);
                return;
            case BytesVector bytes:
                _bytes = bytes;
                return;
            case ConstantVector { Value: BytesVector value }:
                (_bytes, _isConstant) = (value, true);
                return;
            default:
                throw Unexpected(vector);
        }
    }

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array) => (_codes, _bytes, _array, _isConstant) = (null, null, array, false);

    private ReadOnlySpan<byte> Bytes(int row)
    {
        if (_bytes is { } bytes)
        {
            return bytes[_isConstant ? 0 : _codes is { } codes ? codes[row] : row];
        }
        return _array switch
        {
            BinaryArray array => array.GetBytes(row),
            LargeBinaryArray array => array.GetBytes(row),
            FixedSizeBinaryArray array => array.GetBytes(row),
            var other => throw Unexpected(other!),
        };
    }
}
