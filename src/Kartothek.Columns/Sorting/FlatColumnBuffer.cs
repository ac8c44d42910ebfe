using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Kept rows of fixed width.</summary>
internal sealed class FlatColumnBuffer<T>(ColumnType type) : ColumnBuffer
    where T : unmanaged
{
    private T[] _values = [];
    private bool[]? _valid;
    private int _count;

    internal override long Bytes => ((long)_values.Length * Unsafe.SizeOf<T>()) + (_valid?.Length ?? 0);

    internal override void Append(Vector source, ReadOnlySpan<int> rows)
    {
        Reserve(ref _values, _count, _count + rows.Length);
        var target = _values.AsSpan(_count, rows.Length);
        switch (source)
        {
            case FlatVector<T> flat:
                Take(flat.Values, rows, target);
                break;
            case DictionaryVector { Dictionary.Count: > 0 } dictionary:
                var entries = ((FlatVector<T>)dictionary.Dictionary.Entries).Values;
                for (var i = 0; i < rows.Length; i++) target[i] = entries[dictionary.Codes[rows[i]]];
                break;
            case ConstantVector { Value: FlatVector<T> constant }:
                target.Fill(constant.Values[0]);
                break;
            default:
                target.Clear();
                break;
        }
        AppendValid(ref _valid, _count, source, rows);
        _count += rows.Length;
    }

    internal override Vector ToVector() => new FlatVector<T>(type) { Values = _values, Valid = _valid, Length = _count };

    private static void Take(T[] source, ReadOnlySpan<int> rows, Span<T> target)
    {
        for (var i = 0; i < rows.Length; i++) target[i] = source[rows[i]];
    }
}
