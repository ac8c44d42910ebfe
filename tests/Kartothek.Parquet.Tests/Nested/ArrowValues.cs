using System.Collections;
using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Kartothek.Parquet.Tests;

/// <summary>One value of an Arrow array as plain objects: lists as object arrays, structures as dictionaries, maps as arrays of [key, value].</summary>
internal static class ArrowValues
{
    public static object? At(IArrowArray array, int row)
    {
        if (array.IsNull(row))
            return null;
        return array switch
        {
            BooleanArray a => a.GetValue(row),
            Int8Array a => (long)a.GetValue(row)!.Value,
            Int16Array a => (long)a.GetValue(row)!.Value,
            Int32Array a => (long)a.GetValue(row)!.Value,
            Int64Array a => a.GetValue(row)!.Value,
            UInt8Array a => (long)a.GetValue(row)!.Value,
            UInt16Array a => (long)a.GetValue(row)!.Value,
            UInt32Array a => (long)a.GetValue(row)!.Value,
            UInt64Array a => (Int128)a.GetValue(row)!.Value is var wide && wide <= long.MaxValue ? (long)wide : wide,
            HalfFloatArray a => (double)a.GetValue(row)!.Value,
            FloatArray a => (double)a.GetValue(row)!.Value,
            DoubleArray a => a.GetValue(row)!.Value,
            Date32Array a => (long)a.Values[row],
            Time32Array a => (long)a.Values[row],
            Time64Array a => a.Values[row],
            TimestampArray a => a.Values[row],
            StringArray a => a.GetString(row),
            BinaryArray a => a.GetBytes(row).ToArray(),
            Decimal128Array a => Decimal(new BigInteger(a.ValueBuffer.Span.Slice(row * 16, 16)), ((Decimal128Type)a.Data.DataType).Scale),
            Apache.Arrow.Arrays.FixedSizeBinaryArray a => a.GetBytes(row).ToArray(),
            DictionaryArray a => At(a.Dictionary, (int)((Int32Array)a.Indices).Values[row]),
            MapArray a => Entries(a, row),
            ListArray a => Elements(a, row),
            StructArray a => Members(a, row),
            _ => throw new NotSupportedException(array.GetType().Name),
        };
    }

    /// <summary>A value as text that shows every difference: used to compare and to report.</summary>
    public static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        byte[] bytes => $"0x{Convert.ToHexStringLower(bytes)}",
        bool flag => flag ? "true" : "false",
        double number => double.IsNaN(number) ? "NaN" : number.ToString("R", CultureInfo.InvariantCulture),
        IDictionary members => $"{{{string.Join(", ", members.Keys.Cast<string>().Select(k => $"{k}: {Show(members[k])}"))}}}",
        IEnumerable elements => $"[{string.Join(", ", elements.Cast<object?>().Select(Show))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>An unscaled integer as text, with the digits behind the point that its scale asks for.</summary>
    public static string Decimal(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled.Sign < 0 ? "-" + text : text;
    }

    private static object?[] Elements(ListArray list, int row) =>
        [.. Enumerable.Range(list.ValueOffsets[row], list.ValueOffsets[row + 1] - list.ValueOffsets[row]).Select(i => At(list.Values, i))];

    private static object?[] Entries(MapArray map, int row)
    {
        var (first, end) = (map.ValueOffsets[row], map.ValueOffsets[row + 1]);
        return [.. Enumerable.Range(first, end - first).Select(i => (object?)new[] { At(map.Keys, i), At(map.Values, i) })];
    }

    private static Dictionary<string, object?> Members(StructArray structure, int row)
    {
        var type = (StructType)structure.Data.DataType;
        var members = new Dictionary<string, object?>();
        for (var i = 0; i < type.Fields.Count; i++)
            members.Add(type.Fields[i].Name, At(structure.Fields[i], row));
        return members;
    }
}
