using System.Diagnostics;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects text and binary values.</summary>
internal sealed class BytesIndexValues(Field field) : IndexValues(field)
{
    private readonly ColumnType _type = field.Type;
    private readonly MemoryStream _data = new();
    private ByteView[] _views = new ByteView[BlockRows];
    private int _count;

    /// <inheritdoc/>
    protected override int Append(Vector source, int row)
    {
        var bytes = source switch
        {
            BytesVector plain => plain[row],
            DictionaryVector coded => ((BytesVector)coded.Dictionary.Entries)[coded.Codes[row]],
            ConstantVector constant => ((BytesVector)constant.Value)[0],
            _ => throw new UnreachableException($"A scan gave a {source.GetType().Name} for {_type}."),
        };
        _views[_count++] = new ByteView((int)_data.Length, bytes.Length);
        _data.Write(bytes);
        return _count;
    }

    /// <inheritdoc/>
    protected override Vector? Detach()
    {
        if (_count == 0)
        {
            return null;
        }
        var data = _data.ToArray();
        var vector = new BytesVector(_type)
        {
            Data = data,
            Views = _count == _views.Length ? _views : _views[.._count],
            Length = _count,
            IsAscii = _type.Kind == ColumnKind.String && Ascii.IsValid(data),
        };
        _data.SetLength(0);
        (_views, _count) = (new ByteView[BlockRows], 0);
        return vector;
    }
}
