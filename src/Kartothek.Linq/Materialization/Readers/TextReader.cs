using System.Text;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Text, made a string only for the rows that ask for it; rows with one dictionary entry share its string.</summary>
internal sealed class TextReader(ReadTarget target, RowPosition position) : ColumnReader(target, position)
{
    private BytesVector? _bytes;
    private string? _constant;
    private IArrowArray? _array;
    private int _lastRow;
    private string? _lastText;

    /// <summary>The code of each row where the block has some: compiled code looks at <see cref="Strings"/> itself before it calls.</summary>
    public int[]? Codes { get; private set; }

    /// <summary>The strings that were made of dictionary entries so far.</summary>
    public string?[] Strings { get; private set; } = [];

    /// <summary>The text of a row; null where the row is null.</summary>
    public string? Get(int row)
    {
        if (!Valid[row])
        {
            return null;
        }
        if (Codes is { } codes)
        {
            var code = codes[row];
            return Strings[code] ??= Decode(_bytes!, code);
        }
        return GetPlain(row);
    }

    /// <summary>The text of a row, which mustn't be null.</summary>
    /// <exception cref="KartothekException">It is null.</exception>
    public string GetRequired(int row) => Get(row) ?? throw RecordErrors.NullValue(Target, Position, row);

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector)
    {
        (Codes, _bytes, _constant, _array, _lastRow) = (null, null, null, null, -1);
        switch (vector)
        {
            case DictionaryVector { Dictionary: { Entries: BytesVector entries } dictionary } codes:
                (Codes, Strings, _bytes) = (codes.Codes, dictionary.Strings, entries);
                return;
            case BytesVector bytes:
                _bytes = bytes;
                return;
            case ConstantVector { Value: BytesVector value }:
                _constant = Decode(value, 0);
                return;
            case ConstantVector { Value: DictionaryVector { Dictionary.Entries: BytesVector value } code }:
                _constant = Decode(value, code.Codes[0]);
                return;
            default:
                throw Unexpected(vector);
        }
    }

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array) => (Codes, _bytes, _constant, _array, _lastRow) = (null, null, null, array, -1);

    /// <inheritdoc/>
    protected override void LoadNulls(int length) => (Codes, _bytes, _constant, _array, _lastRow) = (null, null, null, null, -1);

    private string GetPlain(int row)
    {
        if (_constant is { } constant)
        {
            return constant;
        }
        // A filter and a projection may both ask for the row's text.
        if (row == _lastRow)
        {
            return _lastText!;
        }
        _lastText = _bytes is { } bytes ? Decode(bytes, row) : _array switch
        {
            StringArray array => array.GetString(row),
            LargeStringArray array => array.GetString(row),
            StringViewArray array => array.GetString(row),
            var other => throw Unexpected(other!),
        };
        _lastRow = row;
        return _lastText;
    }

    private static string Decode(BytesVector bytes, int row) => bytes.IsAscii ? AsciiText.ToString(bytes[row]) : Encoding.UTF8.GetString(bytes[row]);
}
