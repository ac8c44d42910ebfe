using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Reads single values out of vectors, slowly.</summary>
internal static class VectorValues
{
    /// <summary>The value of a row as <see cref="ConstantScalar.Value"/> has it, or null.</summary>
    public static object? At(Vector vector, int row) => vector.IsNull(row) ? null : vector switch
    {
        FlatVector<bool> flat => flat.Values[row],
        FlatVector<int> flat => flat.Values[row],
        FlatVector<uint> flat => flat.Values[row],
        FlatVector<long> flat => flat.Values[row],
        FlatVector<ulong> flat => flat.Values[row],
        FlatVector<float> flat => flat.Values[row],
        FlatVector<double> flat => flat.Values[row],
        FlatVector<Int128> flat => flat.Values[row],
        BytesVector bytes => bytes.Type.Kind == ColumnKind.String ? Encoding.UTF8.GetString(bytes[row]) : bytes[row].ToArray(),
        DictionaryVector codes => At(codes.Dictionary.Entries, codes.Codes[row]),
        ConstantVector constant => At(constant.Value, 0),
        _ => throw new NotSupportedException(vector.GetType().Name),
    };
}
