using System.Buffers;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A CSV column of values of fixed size.</summary>
internal sealed class CsvFlatColumn<T>(CsvFlatColumn<T>.Parser parser) : CsvColumn
    where T : unmanaged
{
    private readonly T[] _values = new T[BlockRows];
    private readonly bool[] _valid = new bool[BlockRows];
    private int _count;
    private bool _hasNulls;

    /// <summary>Reads a field.</summary>
    public delegate bool Parser(ReadOnlySpan<char> text, out T value);

    /// <inheritdoc/>
    public override bool TryAdd(ReadOnlySpan<byte> text)
    {
        // No number, date or decimal of a column is longer; leading zeros without end aren't worth more.
        Span<char> characters = stackalloc char[128];
        _valid[_count] = true;
        return text.Length <= characters.Length
            && Ascii.ToUtf16(text, characters, out var length) == OperationStatus.Done
            && parser(characters[..length], out _values[_count++]);
    }

    /// <inheritdoc/>
    public override void AddNull()
    {
        _values[_count] = default;
        _valid[_count++] = false;
        _hasNulls = true;
    }

    /// <inheritdoc/>
    public override Vector ToVector() => new FlatVector<T>(Field.Type) { Values = _values, Length = _count, Valid = _hasNulls ? _valid : null };

    /// <inheritdoc/>
    public override void Keep(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            _values[i] = _values[rows[i]];
            _valid[i] = _valid[rows[i]];
        }
        _count = rows.Length;
    }

    /// <inheritdoc/>
    public override void Clear() => (_count, _hasNulls) = (0, false);
}
