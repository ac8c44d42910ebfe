namespace Kartothek.Columns;

/// <summary>Brings .NET's own values of a kind into the storage of a column type: dates into days, times into units, integers into another width.</summary>
internal static class NaturalValue
{
    private const int EpochDays = 719_162;
    private const long EpochTicks = EpochDays * TimeSpan.TicksPerDay;

    /// <summary>The value as <see cref="ConstantScalar.Value"/> for the type: itself where it is one already, else the same value in the storage of the type.</summary>
    /// <exception cref="KartothekException">The type doesn't have exactly that value (<see cref="ErrorKind.Invalid"/>).</exception>
    internal static object? Store(object? value, ColumnType type)
    {
        if (ConstantValue.Fits(value, type)) return value;
        var stored = Convert(value!, type);
        return stored is not null && ConstantValue.Fits(stored, type) ? stored : throw ColumnsErrors.ConstantOfAnotherType(value, type);
    }

    private static object? Convert(object value, ColumnType type) => (type.Kind, value) switch
    {
        (ColumnKind.Date, DateOnly date) => date.DayNumber - EpochDays,
        (ColumnKind.Timestamp, DateTime time) => Units(time.Ticks - EpochTicks, type),
        (ColumnKind.Timestamp, DateTimeOffset time) => Units(time.UtcTicks - EpochTicks, type),
        (ColumnKind.Time, TimeOnly time) => Units(time.Ticks, type),
        (ColumnKind.Time, TimeSpan span) => Units(span.Ticks, type),
        (ColumnKind.Decimal, decimal number) => Unscaled(number, type),
        (ColumnKind.Uuid, Guid id) => id.ToByteArray(bigEndian: true),
        (ColumnKind.Double, float number) => (double)number,
        (ColumnKind.Double, Half number) => (double)number,
        (ColumnKind.Float or ColumnKind.Half, Half number) => (float)number,
        (ColumnKind.Float or ColumnKind.Half, double number) when (float)number == number || double.IsNaN(number) => (float)number,
        _ when type.IsInteger && Integer(value) is { } integer => Number(integer, type.Storage),
        _ => null,
    };

    // Null where the unit is too coarse for the value, or too fine for its range.
    private static object? Units(long ticks, ColumnType type)
    {
        var perSecond = Calendar.PerSecond(type.Unit);
        var (units, rest) = Int128.DivRem((Int128)ticks * perSecond, TimeSpan.TicksPerSecond);
        return rest == 0 ? Number(units, type.Storage) : null;
    }

    private static object? Unscaled(decimal number, ColumnType type)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var digits = (Int128)new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        try
        {
            return Number(DecimalMath.Rescale(bits[3] < 0 ? -digits : digits, number.Scale, type.Scale, isChecked: true), type.Storage);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static Int128? Integer(object value) => value switch
    {
        sbyte v => v,
        byte v => v,
        short v => v,
        ushort v => v,
        int v => v,
        uint v => v,
        long v => v,
        ulong v => v,
        Int128 v => v,
        _ => null,
    };

    private static object? Number(Int128 value, ColumnStorage storage) => storage switch
    {
        ColumnStorage.Int32 => value >= int.MinValue && value <= int.MaxValue ? (int)value : null,
        ColumnStorage.UInt32 => value >= 0 && value <= uint.MaxValue ? (uint)value : null,
        ColumnStorage.Int64 => value >= long.MinValue && value <= long.MaxValue ? (long)value : null,
        ColumnStorage.UInt64 => value >= 0 && value <= ulong.MaxValue ? (ulong)value : null,
        ColumnStorage.Int128 => value,
        _ => null,
    };
}
