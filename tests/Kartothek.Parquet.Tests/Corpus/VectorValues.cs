using System.Numerics;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>One value of a vector as the plain objects of <see cref="ArrowValues"/>.</summary>
internal static class VectorValues
{
    public static object? At(Kartothek.Columns.Vector vector, int row)
    {
        if (vector.IsNull(row))
            return null;
        return vector switch
        {
            DictionaryVector coded => At(coded.Dictionary.Entries, coded.Codes[row]),
            ConstantVector constant => At(constant.Value, 0),
            NestedVector nested => ArrowValues.At(nested.Array, row),
            BytesVector bytes => vector.Type.Kind == ColumnKind.String ? Encoding.UTF8.GetString(bytes[row]) : bytes[row].ToArray(),
            FlatVector<bool> flat => flat.Values[row],
            FlatVector<int> flat => Number(flat.Type, flat.Values[row]),
            FlatVector<uint> flat => (long)flat.Values[row],
            FlatVector<long> flat => Number(flat.Type, flat.Values[row]),
            FlatVector<ulong> flat => flat.Values[row] <= long.MaxValue ? (long)flat.Values[row] : (Int128)flat.Values[row],
            FlatVector<float> flat => (double)flat.Values[row],
            FlatVector<double> flat => flat.Values[row],
            FlatVector<Int128> flat => Number(flat.Type, flat.Values[row]),
            _ => throw new NotSupportedException(vector.GetType().Name),
        };
    }

    private static object Number(ColumnType type, Int128 value) =>
        type.Kind == ColumnKind.Decimal ? ArrowValues.Decimal((BigInteger)value, type.Scale) : (long)value;
}
