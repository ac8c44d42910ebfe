using System.Buffers.Binary;
using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>An IEEE 754 binary16 number in two bytes, little-endian.</summary>
internal readonly struct FloatFromHalf<TValue> : IValueConverter<ByteView, TValue>
    where TValue : unmanaged, IFloatingPointIeee754<TValue>
{
    public bool CanFail => true;

    public bool TryConvert(ByteView stored, byte[] data, out TValue value)
    {
        value = default;
        if (stored.Length != 2)
            return false;
        value = TValue.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(data.AsSpan(stored.Offset)));
        return true;
    }
}
