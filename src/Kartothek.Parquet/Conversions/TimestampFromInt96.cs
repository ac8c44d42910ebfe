using System.Buffers.Binary;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A timestamp in the old form of 12 bytes: nanoseconds of the day, then the Julian day. Rounded down to the unit wanted.</summary>
/// <param name="nanoseconds">Nanoseconds per wanted unit.</param>
internal readonly struct TimestampFromInt96(long nanoseconds) : IValueConverter<ByteView, long>
{
    private const int JulianDayOf1970 = 2_440_588;
    private const long NanosecondsPerDay = 86_400_000_000_000;

    public bool CanFail => true;

    public bool TryConvert(ByteView stored, byte[] data, out long value)
    {
        value = 0;
        if (stored.Length != 12)
            return false;
        var bytes = data.AsSpan(stored.Offset, 12);
        var nanosecondsOfDay = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var day = (long)BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) - JulianDayOf1970;
        var total = ((Int128)day * NanosecondsPerDay) + nanosecondsOfDay;
        var (quotient, remainder) = Int128.DivRem(total, nanoseconds);
        if (remainder < 0)
            quotient--;
        value = (long)quotient;
        return value == quotient;
    }
}
