using System.Text;
using System.Text.Unicode;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A CSV column of text.</summary>
internal sealed class CsvTextColumn : CsvColumn
{
    private readonly ByteView[] _views = new ByteView[BlockRows];
    private readonly bool[] _valid = new bool[BlockRows];
    private byte[] _data = new byte[BlockRows * 8];
    private int _length;
    private int _count;
    private bool _hasNulls;

    /// <inheritdoc/>
    public override bool TryAdd(ReadOnlySpan<byte> text)
    {
        if (text.Length > _data.Length - _length)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, _length + text.Length));
        }
        text.CopyTo(_data.AsSpan(_length));
        _views[_count] = new ByteView(_length, text.Length);
        _valid[_count++] = true;
        _length += text.Length;
        return Utf8.IsValid(text);
    }

    /// <inheritdoc/>
    public override void AddNull()
    {
        _views[_count] = default;
        _valid[_count++] = false;
        _hasNulls = true;
    }

    /// <inheritdoc/>
    public override Vector ToVector() => new BytesVector(Field.Type)
    {
        Data = _data,
        Views = _views,
        Length = _count,
        Valid = _hasNulls ? _valid : null,
        IsAscii = Ascii.IsValid(_data.AsSpan(0, _length)),
    };

    /// <inheritdoc/>
    public override void Keep(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            _views[i] = _views[rows[i]];
            _valid[i] = _valid[rows[i]];
        }
        _count = rows.Length;
    }

    /// <inheritdoc/>
    public override void Clear() => (_count, _length, _hasNulls) = (0, 0, false);
}
