using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>Recorded values (<see cref="GoldenValues"/>) as the .NET values of a record's members, and back.</summary>
public static class GoldenClrValues
{
    /// <summary>The type of a nullable member that holds every value of the column; null where there is none.</summary>
    public static Type? TypeOf(GoldenColumn column) =>
        column.Type.Kind == ColumnKind.Timestamp && column.Values.OfType<long>().Any(units => TicksOf(units, column.Type) is null) ? null : TypeOf(column.Type);

    /// <summary>The recorded value as a member's.</summary>
    public static object? ToClr(object? value, ColumnType type) => (value, type.Kind) switch
    {
        (null, _) => null,
        (int day, ColumnKind.Date) => DateOnly.FromDayNumber(day + GoldenValues.EpochDay),
        (long units, ColumnKind.Time) => new TimeOnly(TicksOf(units, type)!.Value),
        (long units, ColumnKind.Timestamp) when type.IsUtc => DateTimeOffset.UnixEpoch.AddTicks(TicksOf(units, type)!.Value),
        (long units, ColumnKind.Timestamp) => new DateTime(DateTime.UnixEpoch.Ticks + TicksOf(units, type)!.Value, DateTimeKind.Unspecified),
        (Int128 unscaled, ColumnKind.Decimal) => Decimal(unscaled, type.Scale),
        (object?[] items, ColumnKind.List) => ToArray(items, type.Children[0].Type),
        _ => value,
    };

    /// <summary>A member's value as the recorded one.</summary>
    public static object? FromClr(object? value, ColumnType type) => value switch
    {
        null => null,
        DateOnly date => date.DayNumber - GoldenValues.EpochDay,
        TimeOnly time => UnitsOf(time.Ticks, type),
        DateTimeOffset instant => UnitsOf((instant - DateTimeOffset.UnixEpoch).Ticks, type),
        DateTime clock => UnitsOf(clock.Ticks - DateTime.UnixEpoch.Ticks, type),
        decimal number => (Int128)(number * PowerOfTen(type.Scale)),
        Array items when type.Kind == ColumnKind.List => items.Cast<object?>().Select(item => FromClr(item, type.Children[0].Type)).ToArray(),
        _ => value,
    };

    private static Type? TypeOf(ColumnType type) => type.Kind switch
    {
        _ when type.IsUnsigned => typeof(ulong?),
        _ when type.IsInteger => typeof(long?),
        _ when type.IsFloating => typeof(double?),
        ColumnKind.Boolean => typeof(bool?),
        ColumnKind.String or ColumnKind.Null => typeof(string),
        ColumnKind.Binary or ColumnKind.FixedBinary => typeof(byte[]),
        ColumnKind.Date => typeof(DateOnly?),
        ColumnKind.Time => typeof(TimeOnly?),
        ColumnKind.Timestamp => type.IsUtc ? typeof(DateTimeOffset?) : typeof(DateTime?),
        ColumnKind.Decimal => type.Precision <= 28 ? typeof(decimal?) : null,
        ColumnKind.List => TypeOf(type.Children[0].Type)?.MakeArrayType(),
        _ => null,
    };

    private static long? TicksOf(long units, ColumnType type) => type.Unit switch
    {
        ColumnUnit.Millisecond => units * TimeSpan.TicksPerMillisecond,
        ColumnUnit.Microsecond => units * TimeSpan.TicksPerMicrosecond,
        _ => units % 100 == 0 ? units / 100 : null,
    };

    private static long UnitsOf(long ticks, ColumnType type) => type.Unit switch
    {
        ColumnUnit.Millisecond => ticks / TimeSpan.TicksPerMillisecond,
        ColumnUnit.Microsecond => ticks / TimeSpan.TicksPerMicrosecond,
        _ => ticks * 100,
    };

    private static decimal Decimal(Int128 unscaled, int scale) => (decimal)unscaled / PowerOfTen(scale);

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= 10;

        return power;
    }

    private static Array ToArray(object?[] items, ColumnType element)
    {
        var array = Array.CreateInstance(TypeOf(element)!, items.Length);
        for (var i = 0; i < items.Length; i++)
            array.SetValue(ToClr(items[i], element), i);

        return array;
    }
}
