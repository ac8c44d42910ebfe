using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>An enum by the names of its constants, from a text column; a dictionary's entries are looked up once each.</summary>
internal sealed class EnumNameReader<TEnum>(ReadTarget target, RowPosition position) : ColumnReader(target, position)
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> ByName = Enum.GetNames<TEnum>().ToDictionary(n => n, Enum.Parse<TEnum>, StringComparer.Ordinal);

    private readonly TextReader _text = new(target, position);
    private ValueDictionary? _dictionary;
    private int[]? _codes;
    private TEnum?[] _entries = [];

    /// <summary>The constant of a row that isn't null.</summary>
    /// <exception cref="KartothekException">The enum has no constant of that name.</exception>
    public TEnum Get(int row)
    {
        if (_codes is { } codes)
        {
            return _entries[codes[row]] ??= Find(row);
        }
        return Find(row);
    }

    /// <inheritdoc/>
    protected override void LoadValues(Vector vector)
    {
        _text.Load(vector);
        _codes = null;
        if (vector is DictionaryVector codes)
        {
            if (_dictionary != codes.Dictionary)
            {
                _dictionary = codes.Dictionary;
                _entries = new TEnum?[_dictionary.Count];
            }
            _codes = codes.Codes;
        }
    }

    /// <inheritdoc/>
    protected override void LoadValues(IArrowArray array)
    {
        _codes = null;
        _text.Load(array);
    }

    private TEnum Find(int row)
    {
        var name = _text.Get(row)!;
        return ByName.TryGetValue(name, out var value) ? value : throw RecordErrors.ValueDoesNotFit(Target, Position, row, $"'{name}'");
    }
}
