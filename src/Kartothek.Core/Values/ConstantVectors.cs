using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Makes vectors of values that lie about as constants: keys of partitions, values of an index.</summary>
internal static class ConstantVectors
{
    /// <summary>A vector of a type's storage.</summary>
    /// <param name="type">The type.</param>
    /// <param name="length">Rows.</param>
    /// <param name="valueOf">The value of a row as <see cref="ConstantScalar.Value"/>, or null.</param>
    public static Vector OfValues(ColumnType type, int length, Func<int, object?> valueOf) => type.Storage switch
    {
        ColumnStorage.Boolean => Flat<bool>(type, length, valueOf),
        ColumnStorage.Int32 => Flat<int>(type, length, valueOf),
        ColumnStorage.UInt32 => Flat<uint>(type, length, valueOf),
        ColumnStorage.Int64 => Flat<long>(type, length, valueOf),
        ColumnStorage.UInt64 => Flat<ulong>(type, length, valueOf),
        ColumnStorage.Float => Flat<float>(type, length, valueOf),
        ColumnStorage.Double => Flat<double>(type, length, valueOf),
        ColumnStorage.Int128 => Flat<Int128>(type, length, valueOf),
        ColumnStorage.Bytes => Bytes(type, length, valueOf),
        _ => new NullVector(type) { Length = length },
    };

    private static FlatVector<T> Flat<T>(ColumnType type, int length, Func<int, object?> valueOf)
        where T : unmanaged
    {
        var vector = new FlatVector<T>(type, length) { Length = length };
        for (var row = 0; row < length; row++)
        {
            if (valueOf(row) is { } value)
            {
                vector.Values[row] = (T)value;
            }
            else
            {
                Invalidate(vector, row);
            }
        }
        return vector;
    }

    private static BytesVector Bytes(ColumnType type, int length, Func<int, object?> valueOf)
    {
        var vector = new BytesVector(type, length) { Length = length };
        var data = new MemoryStream();
        for (var row = 0; row < length; row++)
        {
            var value = valueOf(row);
            if (value is null)
            {
                Invalidate(vector, row);
                continue;
            }
            var bytes = value as byte[] ?? Encoding.UTF8.GetBytes((string)value);
            vector.Views[row] = new((int)data.Length, bytes.Length);
            data.Write(bytes);
        }
        vector.Data = data.ToArray();
        vector.IsAscii = type.Kind == ColumnKind.String && Ascii.IsValid(vector.Data);
        return vector;
    }

    /// <summary>Makes a row null.</summary>
    public static void Invalidate(Vector vector, int row)
    {
        if (vector.Valid is null)
        {
            vector.Valid = new bool[vector.Length];
            vector.Valid.AsSpan().Fill(true);
        }
        vector.Valid[row] = false;
    }
}
