using System.Numerics;
using System.Runtime.InteropServices;
using Kartothek.Columns;
using Vector = Kartothek.Columns.Vector;

namespace Kartothek.Core;

/// <summary>What must hold for a row to have one of the keys of a set: the values of each column, or their range where there are too many. Rules files out; it proves nothing.</summary>
internal static class KeyCondition
{
    /// <summary>Distinct values up to this number are listed one by one.</summary>
    internal const int MaxListed = 10_000;

    /// <summary>The condition; null where there are no keys.</summary>
    public static Scalar? Of(KeySet keys)
    {
        if (keys.Count == 0)
        {
            return null;
        }
        var terms = new List<Scalar>();
        for (var i = 0; i < keys.Schema.Fields.Length; i++)
        {
            terms.AddRange(Of(keys.Schema.Fields[i], keys.Values(i)));
        }
        return Scalar.And(terms);
    }

    private static IEnumerable<Scalar> Of(Field field, Vector values)
    {
        var column = Scalar.Column(field);
        if (Distinct(field, values) is { } few)
        {
            yield return Scalar.In(column, Enumerable.Range(0, few.Length).Select(row => ConstantScalar.Of(few, row).Value));
            yield break;
        }
        if (Extent(values) is var (least, greatest))
        {
            yield return Scalar.GreaterOrEqual(column, ConstantScalar.Of(values, least));
            yield return Scalar.LessOrEqual(column, ConstantScalar.Of(values, greatest));
        }
    }

    /// <summary>The distinct values, or null where there are too many.</summary>
    private static Vector? Distinct(Field field, Vector values)
    {
        var table = new KeyTable([field.Type]);
        var firsts = new List<int>();
        var rows = new int[4096];
        for (var start = 0; start < values.Length; start += rows.Length)
        {
            var count = Math.Min(rows.Length, values.Length - start);
            for (var i = 0; i < count; i++)
            {
                rows[i] = start + i;
            }
            var numbers = table.Find([VectorCopy.Gather(values, rows.AsSpan(0, count))], count);
            for (var i = 0; i < count; i++)
            {
                if (numbers[i] == firsts.Count)
                {
                    firsts.Add(start + i);
                }
            }
            if (firsts.Count > MaxListed)
            {
                return null;
            }
        }
        return VectorCopy.Gather(values, CollectionsMarshal.AsSpan(firsts));
    }

    /// <summary>The rows of the least and the greatest value; null where their order isn't sure to be that of comparisons.</summary>
    private static (int Least, int Greatest)? Extent(Vector values) => values switch
    {
        FlatVector<int> flat => Extent(flat),
        FlatVector<uint> flat => Extent(flat),
        FlatVector<long> flat => Extent(flat),
        FlatVector<ulong> flat => Extent(flat),
        FlatVector<float> flat => Extent(flat),
        FlatVector<double> flat => Extent(flat),
        FlatVector<Int128> flat => Extent(flat),
        BytesVector bytes => Extent(bytes),
        _ => null,
    };

    private static (int Least, int Greatest) Extent<T>(FlatVector<T> values)
        where T : unmanaged, INumber<T>
    {
        var (least, greatest) = (0, 0);
        for (var row = 1; row < values.Length; row++)
        {
            least = values.Values[row] < values.Values[least] ? row : least;
            greatest = values.Values[row] > values.Values[greatest] ? row : greatest;
        }
        return (least, greatest);
    }

    // Text compares as UTF-16, which is the order of its bytes as long as no byte is EE or more.
    private static (int Least, int Greatest)? Extent(BytesVector values)
    {
        var (least, greatest) = (0, 0);
        for (var row = 0; row < values.Length; row++)
        {
            if (values.Type.Kind == ColumnKind.String && values[row].ContainsAnyInRange((byte)0xEE, (byte)0xFF))
            {
                return null;
            }
            least = values[row].SequenceCompareTo(values[least]) < 0 ? row : least;
            greatest = values[row].SequenceCompareTo(values[greatest]) > 0 ? row : greatest;
        }
        return (least, greatest);
    }
}
