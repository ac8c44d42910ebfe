using System.Text;

namespace Kartothek.Columns.Tests;

/// <summary>Vectors of every shape from boxed values.</summary>
internal static class VectorMaker
{
    internal static Vector Flat(ColumnType type, IReadOnlyList<object?> values, Random? garbage = null)
    {
        Vector vector = type.Storage switch
        {
            ColumnStorage.Boolean => FlatOf<bool>(type, values),
            ColumnStorage.Int32 => FlatOf<int>(type, values),
            ColumnStorage.UInt32 => FlatOf<uint>(type, values),
            ColumnStorage.Int64 => FlatOf<long>(type, values),
            ColumnStorage.UInt64 => FlatOf<ulong>(type, values),
            ColumnStorage.Float => FlatOf<float>(type, values),
            ColumnStorage.Double => FlatOf<double>(type, values),
            ColumnStorage.Int128 => FlatOf<Int128>(type, values),
            ColumnStorage.Bytes => Bytes(type, values, garbage),
            _ => new NullVector(type) { Length = values.Count },
        };
        if (values.Contains(null)) vector.Valid = [.. values.Select(v => v is not null), true];
        return vector;
    }

    internal static Vector Dictionary(ColumnType type, IReadOnlyList<object?> values, Random? random = null)
    {
        // Entries needn't be distinct, nor all used.
        var entries = new List<object?>();
        foreach (var value in values)
        {
            if (value is not null && !entries.Exists(e => ConstantValue.Same(e, value))) entries.Add(value);
        }

        if (entries.Count > 0 && random?.Next(2) == 0) entries.Add(entries[0]);
        var codes = values.Select(v => v is null ? 0 : entries.FindIndex(e => ConstantValue.Same(e, v))).ToArray();
        var vector = new DictionaryVector(type)
        {
            Codes = [.. codes, -1],
            Dictionary = new(Flat(type, entries)),
            Length = values.Count,
        };
        if (values.Contains(null)) vector.Valid = [.. values.Select(v => v is not null)];
        return vector;
    }

    internal static Vector Constant(ColumnType type, object? value, int length) =>
        value is null ? new ConstantVector(type, Flat(type, [null])) { Length = length } : new ConstantScalar(value, type).ToVector(length);

    internal static object? Read(Vector vector, int row)
    {
        if (vector.IsNull(row)) return null;
        return vector switch
        {
            DictionaryVector d => Read(d.Dictionary.Entries, d.Codes[row]),
            ConstantVector c => Read(c.Value, 0),
            FlatVector<bool> v => v.Values[row],
            FlatVector<int> v => v.Values[row],
            FlatVector<uint> v => v.Values[row],
            FlatVector<long> v => v.Values[row],
            FlatVector<ulong> v => v.Values[row],
            FlatVector<float> v => v.Values[row],
            FlatVector<double> v => v.Values[row],
            FlatVector<Int128> v => v.Values[row],
            BytesVector v => v.Type.Kind == ColumnKind.String ? Encoding.UTF8.GetString(v[row]) : v[row].ToArray(),
            _ => throw new InvalidOperationException(vector.GetType().Name),
        };
    }

    private static FlatVector<T> FlatOf<T>(ColumnType type, IReadOnlyList<object?> values)
        where T : unmanaged => new(type) { Values = [.. values.Select(v => v is null ? default : (T)v), default], Length = values.Count };

    // A null row's view may point anywhere.
    private static BytesVector Bytes(ColumnType type, IReadOnlyList<object?> values, Random? garbage)
    {
        var data = new List<byte> { 0xFF };
        var views = new List<ByteView>();
        var isAscii = true;
        foreach (var value in values)
        {
            if (value is null)
            {
                views.Add(garbage?.Next(2) == 0 ? new(int.MaxValue - 5, 3) : default);
                continue;
            }

            var bytes = value as byte[] ?? Encoding.UTF8.GetBytes((string)value);
            views.Add(new(data.Count, bytes.Length));
            data.AddRange(bytes);
            isAscii &= Ascii.IsValid(bytes);
        }

        return new(type) { Data = [.. data], Views = [.. views], Length = values.Count, IsAscii = isAscii };
    }
}
