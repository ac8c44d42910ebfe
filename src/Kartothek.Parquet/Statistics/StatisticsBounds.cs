using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Decodes min and max by logical type into the constants of <see cref="ValueRange"/>.</summary>
/// <remarks>Bounds of the wrong length, bounds that are NaN, and a min above its max are dropped, both of them.</remarks>
internal static class StatisticsBounds
{
    public static ValueRange Apply(ValueRange range, LeafColumn leaf, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max) => leaf.Type.Storage switch
    {
        ColumnStorage.Boolean when min.Length == 1 && max.Length == 1 => Ordered(range, min[0] & 1, max[0] & 1, bound => bound == 1),
        ColumnStorage.Int32 when Fits(4, min, max) => Ordered(range, Int32(min), Int32(max), Boxed),
        ColumnStorage.UInt32 when Fits(4, min, max) => Ordered(range, (uint)Int32(min), (uint)Int32(max), Boxed),
        ColumnStorage.UInt64 when Fits(8, min, max) => Ordered(range, (ulong)Int64(min), (ulong)Int64(max), Boxed),
        ColumnStorage.Int64 or ColumnStorage.Int128 when leaf.Type.Kind == ColumnKind.Decimal => Decimals(range, leaf, min, max),
        ColumnStorage.Int64 when Fits(8, min, max) => Ordered(range, Int64(min), Int64(max), Boxed),
        ColumnStorage.Float when leaf.Type.Kind == ColumnKind.Half && Fits(2, min, max) =>
            Floats(range, (float)BinaryPrimitives.ReadHalfLittleEndian(min), (float)BinaryPrimitives.ReadHalfLittleEndian(max)),
        ColumnStorage.Float when leaf.Type.Kind == ColumnKind.Float && Fits(4, min, max) =>
            Floats(range, BinaryPrimitives.ReadSingleLittleEndian(min), BinaryPrimitives.ReadSingleLittleEndian(max)),
        ColumnStorage.Double when Fits(8, min, max) => Floats(range, BinaryPrimitives.ReadDoubleLittleEndian(min), BinaryPrimitives.ReadDoubleLittleEndian(max)),
        ColumnStorage.Bytes => Bytes(range, min, max),
        _ => range,
    };

    private static bool Fits(int length, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max) => min.Length == length && max.Length == length;

    private static int Int32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static long Int64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static object Boxed<T>(T bound)
        where T : struct => bound;

    private static ValueRange Ordered<T>(ValueRange range, T min, T max, Func<T, object> box)
        where T : IComparisonOperators<T, T, bool> => min > max ? range : range with { Min = box(min), Max = box(max) };

    /// <summary>A zero bound may stand for either zero, whatever its sign: writers compare them as equal.</summary>
    private static ValueRange Floats<T>(ValueRange range, T min, T max)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (T.IsNaN(min) || T.IsNaN(max))
            return range;
        return Ordered(range, min == T.Zero ? T.NegativeZero : min, max == T.Zero ? T.Zero : max, Boxed);
    }

    private static ValueRange Decimals(ValueRange range, LeafColumn leaf, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max)
    {
        if (!TryDecimal(leaf.PhysicalType, min, out var low) || !TryDecimal(leaf.PhysicalType, max, out var high))
            return range;
        if (leaf.Type.Storage == ColumnStorage.Int128)
            return Ordered(range, low, high, Boxed);
        return low < long.MinValue || high > long.MaxValue ? range : Ordered(range, low, high, bound => (long)bound);
    }

    private static bool TryDecimal(PhysicalType physical, ReadOnlySpan<byte> bytes, out Int128 value)
    {
        value = default;
        switch (physical)
        {
            case PhysicalType.Int32 when bytes.Length == 4:
                value = Int32(bytes);
                return true;
            case PhysicalType.Int64 when bytes.Length == 8:
                value = Int64(bytes);
                return true;
            case PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray when bytes.Length > 0:
                // Big-endian two's complement of any length; more than 16 bytes must be the sign again.
                value = (sbyte)bytes[0] < 0 ? Int128.NegativeOne : Int128.Zero;
                foreach (var octet in bytes.Length > 16 ? bytes[..^16] : default)
                {
                    if (octet != (byte)value)
                        return false;
                }
                var sign = value;
                foreach (var octet in bytes.Length > 16 ? bytes[^16..] : bytes)
                    value = (value << 8) | octet;
                return sign == (value >> 127);
            default:
                return false;
        }
    }

    private static ValueRange Bytes(ValueRange range, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max)
    {
        if (min.SequenceCompareTo(max) > 0)
            return range;
        if (range.Type.Kind != ColumnKind.String)
            return range with { Min = min.ToArray(), Max = max.ToArray() };
        // Writers cut long bounds. A min that is cut inside a character is a bound without that character too; a max was then counted up, perhaps
        // to what isn't UTF-8 any more, and no text stands for it.
        return range with
        {
            Min = Encoding.UTF8.GetString(ValidPrefix(min)),
            Max = Utf8.IsValid(max) ? Encoding.UTF8.GetString(max) : null,
        };
    }

    private static ReadOnlySpan<byte> ValidPrefix(ReadOnlySpan<byte> text)
    {
        for (var rest = text; ;)
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
                return text[..^rest.Length];
            rest = rest[consumed..];
        }
    }
}
