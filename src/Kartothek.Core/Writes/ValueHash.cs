using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The hashes of the values of one column as pandas has them, before those of a row are combined.</summary>
internal static class ValueHash
{
    private const ulong Missing = ulong.MaxValue;

    /// <summary>The hashes of the values of a vector that isn't nested.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(Vector vector, Span<ulong> hashes, PandasGeneration generation)
    {
        switch (vector)
        {
            case NullVector:
                hashes.Fill(OfNull(vector.Type, generation));
                return;
            case ConstantVector constant:
                Span<ulong> one = stackalloc ulong[1];
                Compute(constant.Value, one, generation);
                hashes.Fill(one[0]);
                return;
            case DictionaryVector coded:
                OfCodes(coded, hashes, generation);
                break;
            case BytesVector bytes:
                for (var i = 0; i < hashes.Length; i++)
                {
                    hashes[i] = bytes.IsNull(i) ? 0 : OfBytes(bytes[i]);
                }
                break;
            default:
                OfFlat(vector, hashes, generation);
                break;
        }
        if (vector.Valid is { } valid)
        {
            var missing = OfNull(vector.Type, generation);
            for (var i = 0; i < hashes.Length; i++)
            {
                if (!valid[i])
                {
                    hashes[i] = missing;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfCodes(DictionaryVector coded, Span<ulong> hashes, PandasGeneration generation)
    {
        var entries = coded.Dictionary.Entries;
        var rented = ArrayPool<ulong>.Shared.Rent(entries.Length);
        Compute(entries, rented.AsSpan(0, entries.Length), generation);
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = coded.IsNull(i) ? 0 : rented[coded.Codes[i]];
        }
        ArrayPool<ulong>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfFlat(Vector vector, Span<ulong> hashes, PandasGeneration generation)
    {
        var type = vector.Type;
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = vector.IsNull(i) ? 0 : vector switch
            {
                FlatVector<bool> flat => OfBoolean(flat.Values[i], generation),
                FlatVector<int> flat => OfInt32(flat.Values[i], type),
                FlatVector<uint> flat => Mix(flat.Values[i]),
                FlatVector<long> flat => OfInt64(flat.Values[i], type, generation),
                FlatVector<ulong> flat => Mix(flat.Values[i]),
                FlatVector<float> flat => OfSingle(flat.Values[i], type, generation),
                FlatVector<double> flat => OfDouble(flat.Values[i], generation),
                FlatVector<Int128> flat => OfText(PythonDecimal.Format(flat.Values[i], type.Scale)),
                _ => throw new UnreachableException($"A {vector.GetType().Name} has no hash."),
            };
        }
    }

    private static ulong OfBoolean(bool value, PandasGeneration generation) =>
        generation == PandasGeneration.Pandas1 ? OfBytes(value ? "True"u8 : "False"u8) : Mix(value ? 1UL : 0);

    // Numbers are hashed in their own width: -1 of 8 bits is 255.
    private static ulong OfInt32(int value, ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 or ColumnKind.UInt8 => Mix((byte)value),
        ColumnKind.Int16 or ColumnKind.UInt16 => Mix((ushort)value),
        ColumnKind.Date => OfDate(value),
        ColumnKind.Time => OfText(TimeText.FormatTime(value, type.Unit)),
        _ => Mix((uint)value),
    };

    private static ulong OfInt64(long value, ColumnType type, PandasGeneration generation) => type.Kind switch
    {
        ColumnKind.Timestamp when generation == PandasGeneration.Pandas1 => Mix((ulong)unchecked(value * (1_000_000_000 / TimeText.PerSecond(type.Unit)))),
        ColumnKind.Time => OfText(TimeText.FormatTime(value, type.Unit)),
        ColumnKind.Decimal => OfText(PythonDecimal.Format(value, type.Scale)),
        _ => Mix((ulong)value),
    };

    // NaN has the bits of numpy's, whatever it came with: .NET's has the sign set.
    private static ulong OfDouble(double value, PandasGeneration generation) =>
        double.IsNaN(value) ? Mix(0x7FF8_0000_0000_0000)
        : value == 0 && generation == PandasGeneration.Pandas3 ? Mix(0)
        : Mix(BitConverter.DoubleToUInt64Bits(value));

    private static ulong OfSingle(float value, ColumnType type, PandasGeneration generation)
    {
        if (value == 0 && generation == PandasGeneration.Pandas3)
        {
            return Mix(0);
        }
        return type.Kind == ColumnKind.Half
            ? Mix(float.IsNaN(value) ? (ushort)0x7E00 : BitConverter.HalfToUInt16Bits((Half)value))
            : Mix(float.IsNaN(value) ? 0x7FC0_0000 : BitConverter.SingleToUInt32Bits(value));
    }

    private static ulong OfDate(int days)
    {
        Span<byte> text = stackalloc byte[10];
        return DateOnly.FromDayNumber(days + 719_162).TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture) ? OfBytes(text) : Missing;
    }

    private static ulong OfText(string text) => OfBytes(Encoding.UTF8.GetBytes(text));

    private static ulong OfBytes(ReadOnlySpan<byte> bytes) => Mix(SipHash.Of(bytes));

    /// <summary>The hash of a null: what stands for it in the array that pandas has of such a column.</summary>
    private static ulong OfNull(ColumnType type, PandasGeneration generation) => type switch
    {
        { Kind: ColumnKind.Timestamp } => Mix(1UL << 63),
        { Kind: ColumnKind.Half } => OfSingle(float.NaN, type, generation),
        { Kind: ColumnKind.Float } => OfSingle(float.NaN, type, generation),
        { Kind: ColumnKind.Double } => OfDouble(double.NaN, generation),
        { Kind: ColumnKind.Boolean } or { IsInteger: true } => generation == PandasGeneration.Pandas1 ? Missing : (1UL << 61) - 1,
        _ => Missing,
    };

    private static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xBF58476D1CE4E5B9;
        x ^= x >> 27;
        x *= 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
