using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Kept texts and binary values.</summary>
internal sealed class BytesColumnBuffer(ColumnType type) : ColumnBuffer
{
    private byte[] _data = [];
    private ByteView[] _views = [];
    private bool[]? _valid;
    private bool _isAscii = true;
    private int _length;
    private int _count;

    internal override long Bytes => _data.Length + ((long)_views.Length * Unsafe.SizeOf<ByteView>()) + (_valid?.Length ?? 0);

    internal override void Append(Vector source, ReadOnlySpan<int> rows)
    {
        Reserve(ref _views, _count, _count + rows.Length);
        switch (source)
        {
            case BytesVector bytes:
                for (var i = 0; i < rows.Length; i++) Add(i, bytes.IsNull(rows[i]) ? [] : bytes[rows[i]]);
                _isAscii &= bytes.IsAscii;
                break;
            case DictionaryVector { Dictionary.Entries: BytesVector entries } dictionary:
                for (var i = 0; i < rows.Length; i++) Add(i, dictionary.IsNull(rows[i]) ? [] : entries[dictionary.Codes[rows[i]]]);
                _isAscii &= entries.IsAscii;
                break;
            case ConstantVector { Value: BytesVector constant } when !constant.IsNull(0):
                for (var i = 0; i < rows.Length; i++) Add(i, constant[0]);
                _isAscii &= constant.IsAscii;
                break;
            default:
                _views.AsSpan(_count, rows.Length).Clear();
                break;
        }
        AppendValid(ref _valid, _count, source, rows);
        _count += rows.Length;
    }

    internal override Vector ToVector() => new BytesVector(type) { Data = _data, Views = _views, Valid = _valid, IsAscii = _isAscii, Length = _count };

    private void Add(int offset, ReadOnlySpan<byte> value)
    {
        if (_data.Length - _length < value.Length) Reserve(ref _data, _length, checked(_length + value.Length));
        value.CopyTo(_data.AsSpan(_length));
        _views[_count + offset] = new(_length, value.Length);
        _length += value.Length;
    }
}
