using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>Numbers the distinct values of one key in the order of their first occurrence; null is a value like any other.</summary>
internal abstract class KeyEncoder
{
    /// <summary>Rows that are looked at one by one where a new entry was met.</summary>
    private const int NewRows = 16;

    private ValueDictionary? _dictionary;
    private int[] _codeOfEntry = [];

    /// <summary>The number of distinct values so far.</summary>
    internal abstract int Count { get; }

    /// <summary>An encoder of values of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="separatesZeros">Whether 0.0 and -0.0 have codes of their own.</param>
    internal static KeyEncoder Create(ColumnType type, bool separatesZeros = false) => type.Storage switch
    {
        ColumnStorage.Boolean => new FlatKeyEncoder<bool>(type),
        ColumnStorage.Int32 => new FlatKeyEncoder<int>(type),
        ColumnStorage.UInt32 => new FlatKeyEncoder<uint>(type),
        ColumnStorage.Int64 => new FlatKeyEncoder<long>(type),
        ColumnStorage.UInt64 => new FlatKeyEncoder<ulong>(type),
        ColumnStorage.Float => new FlatKeyEncoder<float>(type, separatesZeros),
        ColumnStorage.Double => new FlatKeyEncoder<double>(type, separatesZeros),
        ColumnStorage.Int128 => new FlatKeyEncoder<Int128>(type),
        ColumnStorage.Bytes => new BytesKeyEncoder(type),
        _ => throw new ArgumentException($"No rows are grouped by '{type}'.", nameof(type)),
    };

    /// <summary>The code of each row; new values get the next ones.</summary>
    internal void Encode(Vector values, Span<int> codes)
    {
        switch (values)
        {
            case NullVector:
                codes.Fill(codes.IsEmpty ? 0 : CodeOfNull());
                break;
            case ConstantVector constant:
                codes.Fill(codes.IsEmpty ? 0 : CodeOf(constant.Value));
                break;
            case DictionaryVector dictionary:
                Encode(dictionary, codes);
                break;
            default:
                EncodeFlat(values, codes);
                break;
        }
    }

    /// <summary>The distinct values in the order of their codes.</summary>
    internal abstract Vector Entries();

    /// <summary>The code of null.</summary>
    private protected abstract int CodeOfNull();

    /// <summary>The code of a row of a flat vector, which isn't null.</summary>
    private protected abstract int CodeOf(Vector flat, int row);

    /// <summary>The code of each row of a flat vector.</summary>
    private protected abstract void EncodeFlat(Vector flat, Span<int> codes);

    private int CodeOf(Vector constant) =>
        constant.IsNull(0) ? CodeOfNull()
        : constant is DictionaryVector code ? CodeOf(code.Dictionary.Entries, code.Codes[0])
        : CodeOf(constant, 0);

    // Each entry is looked up once per dictionary, when it first occurs: codes follow the order of rows, not that of entries.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Encode(DictionaryVector values, Span<int> codes)
    {
        var entries = values.Dictionary.Entries;
        if (!ReferenceEquals(_dictionary, values.Dictionary))
        {
            _dictionary = values.Dictionary;
            if (_codeOfEntry.Length < entries.Length) _codeOfEntry = new int[entries.Length];
            _codeOfEntry.AsSpan(0, entries.Length).Fill(-1);
        }
        var known = _codeOfEntry.AsSpan(0, entries.Length);
        var rows = values.Codes.AsSpan(0, codes.Length);
        for (var i = 0; i < rows.Length && values.Valid is null;)
        {
            i += GroupLoops.Map(known, rows[i..], codes[i..]);
            for (var end = Math.Min(rows.Length, i + NewRows); i < end; i++)
            {
                ref var code = ref known[rows[i]];
                if (code < 0) code = CodeOf(entries, rows[i]);
                codes[i] = code;
            }
        }
        for (var i = 0; i < rows.Length && values.Valid is { } valid; i++)
        {
            if (!valid[i])
            {
                codes[i] = CodeOfNull();
                continue;
            }
            ref var code = ref known[rows[i]];
            if (code < 0) code = CodeOf(entries, rows[i]);
            codes[i] = code;
        }
    }
}
