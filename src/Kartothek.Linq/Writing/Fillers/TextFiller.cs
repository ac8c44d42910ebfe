using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Texts: by code while there are few distinct ones, one behind the other from the first that is too many.</summary>
internal sealed class TextFiller(WriteTarget target, RowNumbers rows) : ColumnFiller(target, rows)
{
    private readonly BytesVector _vector = new(target.ColumnType);
    private readonly DictionaryVector _coded = new(target.ColumnType);
    private TextEntries? _entries = new(target.ColumnType);
    private ByteBuffer _data;
    private bool _isAscii = true;

    /// <summary>Gives a row its text.</summary>
    /// <exception cref="KartothekException">The text has half a surrogate pair.</exception>
    public void Set(int row, string text)
    {
        if (_entries is { } entries)
        {
            var code = entries.CodeOf(text);
            if (code >= 0)
            {
                _coded.Codes[row] = code;
                return;
            }
            Spread(row);
        }
        Append(row, text);
    }

    /// <inheritdoc/>
    protected override void Reserve(int capacity)
    {
        _data.Count = 0;
        _isAscii = true;
        if (_entries is not null)
        {
            if (_coded.Codes.Length < capacity) _coded.Codes = new int[capacity];
        }
        else if (_vector.Views.Length < capacity)
        {
            _vector.Views = new ByteView[capacity];
        }
    }

    /// <inheritdoc/>
    protected override void Skip(int row)
    {
        if (_entries is not null) _coded.Codes[row] = 0;
        else _vector.Views[row] = default;
    }

    /// <inheritdoc/>
    protected override Vector ValuesOf(int count)
    {
        if (_entries is { } entries)
        {
            _coded.Dictionary = entries.Dictionary;
            return _coded;
        }
        _vector.Data = _data.Bytes;
        _vector.IsAscii = _isAscii;
        return _vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Append(int row, string text)
    {
        if (!Utf8Text.TryAppend(text, ref _data, out var view))
        {
            throw RecordWriteErrors.LoneSurrogate(Target, Rows.Describe(row));
        }
        _isAscii &= view.Length == text.Length;
        _vector.Views[row] = view;
    }

    /// <summary>Gives the rows so far their own bytes: one copy of the entries', that all of them share.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spread(int rows)
    {
        var entries = _entries!;
        entries.Bytes.CopyTo(_data.Reserve(entries.Bytes.Length));
        _data.Count = entries.Bytes.Length;
        _isAscii = entries.IsAscii;
        _vector.Views = new ByteView[_coded.Codes.Length];
        if (entries.Count > 0)
        {
            for (var row = 0; row < rows; row++) _vector.Views[row] = entries.Views[_coded.Codes[row]];
        }
        _entries = null;
    }
}
