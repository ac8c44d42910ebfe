using System.Buffers.Binary;
using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A decimal stored as big-endian bytes in two's complement, of any length.</summary>
/// <param name="scaling">The change of scale and precision.</param>
internal readonly struct DecimalFromBytes<TValue>(DecimalScaling scaling) : IValueConverter<ByteView, TValue>
    where TValue : unmanaged, IBinaryInteger<TValue>
{
    public bool CanFail => true;

    public bool TryConvert(ByteView stored, byte[] data, out TValue value)
    {
        var fits = TryRead(data.AsSpan(stored.Offset, stored.Length), out var unscaled) & scaling.TryScale(unscaled, out var result);
        value = TValue.CreateTruncating(result);
        return fits;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out Int128 value)
    {
        value = 0;
        if (bytes.IsEmpty)
            return true;
        var sign = (sbyte)bytes[0] < 0 ? byte.MaxValue : (byte)0;
        if (bytes.Length > 16)
        {
            // Bytes before the last sixteen may only repeat the sign.
            var lead = bytes[..^16];
            bytes = bytes[^16..];
            if (lead.ContainsAnyExcept(sign) || ((sbyte)bytes[0] < 0) != (sign != 0))
                return false;
        }
        Span<byte> all = stackalloc byte[16];
        all[..(16 - bytes.Length)].Fill(sign);
        bytes.CopyTo(all[(16 - bytes.Length)..]);
        value = BinaryPrimitives.ReadInt128BigEndian(all);
        return true;
    }
}
