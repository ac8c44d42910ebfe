using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Where a C# constant lies among the values of a column type that are whole numbers of something: integers, days, units of time, the last digit of a decimal.</summary>
/// <param name="Floor">The largest whole number that isn't above the constant; may be outside of the column type.</param>
/// <param name="IsExact">Whether it is the constant.</param>
internal readonly record struct GridPoint(BigInteger Floor, bool IsExact)
{
    private const int EpochDays = 719_162;
    private const long EpochTicks = EpochDays * TimeSpan.TicksPerDay;

    /// <summary>The place of a constant; null where the column type isn't such a grid, or the constant isn't of its kind.</summary>
    public static GridPoint? Of(object value, ColumnType type) => (type.Kind, value) switch
    {
        (ColumnKind.Date, DateOnly date) => new(date.DayNumber - EpochDays, true),
        (ColumnKind.Date, DateTime time) => Divide(time.Ticks - EpochTicks, TimeSpan.TicksPerDay),
        (ColumnKind.Timestamp, DateTime time) => Units(time.Ticks - EpochTicks, type.Unit),
        (ColumnKind.Timestamp, DateTimeOffset time) => Units(time.UtcTicks - EpochTicks, type.Unit),
        (ColumnKind.Time, TimeOnly time) => Units(time.Ticks, type.Unit),
        (ColumnKind.Time, TimeSpan span) => Units(span.Ticks, type.Unit),
        (ColumnKind.Decimal, decimal number) => Scaled(number, type.Scale),
        (_, decimal number) when type.IsInteger => Scaled(number, 0),
        _ when type.IsInteger && Integer(value) is { } integer => new(integer, true),
        _ => null,
    };

    /// <summary>The smallest and largest value of a grid's type.</summary>
    public static (BigInteger Min, BigInteger Max) Bounds(ColumnType type) => type.Kind switch
    {
        ColumnKind.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ColumnKind.Int16 => (short.MinValue, short.MaxValue),
        ColumnKind.UInt8 => (0, byte.MaxValue),
        ColumnKind.UInt16 => (0, ushort.MaxValue),
        ColumnKind.UInt32 => (0, uint.MaxValue),
        ColumnKind.UInt64 => (0, ulong.MaxValue),
        ColumnKind.Decimal => (1 - BigInteger.Pow(10, type.Precision), BigInteger.Pow(10, type.Precision) - 1),
        _ when type.Storage == ColumnStorage.Int32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    /// <summary>A value within the bounds in the storage of its type.</summary>
    public static object Store(BigInteger value, ColumnType type) => type.Storage switch
    {
        ColumnStorage.Int32 => (int)value,
        ColumnStorage.UInt32 => (uint)value,
        ColumnStorage.UInt64 => (ulong)value,
        ColumnStorage.Int128 => (Int128)value,
        _ => (object)(long)value,
    };

    /// <summary>The constant as one of the type, or null where the type hasn't it.</summary>
    public static object? Exactly(object value, ColumnType type)
    {
        if (Of(value, type) is not { IsExact: true, Floor: var floor }) return null;
        var (min, max) = Bounds(type);
        return floor >= min && floor <= max ? Store(floor, type) : null;
    }

    private static BigInteger? Integer(object value) => value switch
    {
        int i => i,
        long l => l,
        uint u => u,
        ulong u => u,
        short s => s,
        ushort s => s,
        byte b => b,
        sbyte b => b,
        Enum e => Integer(Convert.ChangeType(e, e.GetTypeCode(), null)),
        _ => null,
    };

    private static GridPoint Units(long ticks, ColumnUnit unit) => unit switch
    {
        ColumnUnit.Nanosecond => new(new BigInteger(ticks) * 100, true),
        ColumnUnit.Microsecond => Divide(ticks, TimeSpan.TicksPerMicrosecond),
        _ => Divide(ticks, TimeSpan.TicksPerMillisecond),
    };

    private static GridPoint Scaled(decimal number, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var unscaled = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        if (bits[3] < 0) unscaled = -unscaled;
        var own = (bits[3] >> 16) & 0xFF;
        return own <= scale ? new(unscaled * BigInteger.Pow(10, scale - own), true) : Divide(unscaled, BigInteger.Pow(10, own - scale));
    }

    private static GridPoint Divide(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return new(remainder.Sign < 0 ? quotient - 1 : quotient, remainder.IsZero);
    }
}
