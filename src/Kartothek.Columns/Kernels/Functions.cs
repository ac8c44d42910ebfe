using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>The functions of dates, times and timestamps, and negation.</summary>
internal static class Functions
{
    /// <summary>A kernel for a function of a date, time or timestamp.</summary>
    internal static ValueKernel OfTime(ScalarFunction function, ValueKernel operand, ColumnType from, ColumnType to)
    {
        var perDay = from.Kind == ColumnKind.Date ? 1 : Calendar.PerDay(from.Unit);
        var perPart = function switch
        {
            ScalarFunction.Hour => 3600 * Calendar.PerSecond(from.Unit),
            ScalarFunction.Minute => 60 * Calendar.PerSecond(from.Unit),
            _ => from.Kind == ColumnKind.Date ? 1 : Calendar.PerSecond(from.Unit),
        };
        return from.Storage == ColumnStorage.Int32
            ? Create(new Int32Units())
            : Create(new Int64Units());

        ValueKernel Create<TFrom>(IUnits<TFrom> units)
            where TFrom : unmanaged => function switch
            {
                ScalarFunction.Year => units.Map(operand, to, new YearPart(perDay)),
                ScalarFunction.Month => units.Map(operand, to, new MonthPart(perDay)),
                ScalarFunction.Day => units.Map(operand, to, new DayPart(perDay)),
                ScalarFunction.DayOfYear => units.Map(operand, to, new DayOfYearPart(perDay)),
                ScalarFunction.DayOfWeek => units.Map(operand, to, new DayOfWeekPart(perDay)),
                ScalarFunction.Date => units.Map(operand, to, new DatePart(perDay)),
                ScalarFunction.Hour => units.Map(operand, to, new ClockPart(perDay, perPart, 24)),
                _ => units.Map(operand, to, new ClockPart(perDay, perPart, 60)),
            };
    }

    // Closes over the storage, so that each part needs to be written for longs only.
    private interface IUnits<TFrom>
        where TFrom : unmanaged
    {
        ValueKernel Map<TPart>(ValueKernel operand, ColumnType to, TPart part)
            where TPart : struct, IMap<long, int>;
    }

    private readonly struct Int32Units : IUnits<int>
    {
        public ValueKernel Map<TPart>(ValueKernel operand, ColumnType to, TPart part)
            where TPart : struct, IMap<long, int> => new MapKernel<int, int, Widened<TPart>>(operand, to, new(part));
    }

    private readonly struct Int64Units : IUnits<long>
    {
        public ValueKernel Map<TPart>(ValueKernel operand, ColumnType to, TPart part)
            where TPart : struct, IMap<long, int> => new MapKernel<long, int, TPart>(operand, to, part);
    }

    private readonly struct Widened<TPart>(TPart part) : IMap<int, int>
        where TPart : struct, IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(int value) => part.Apply(value);
    }

    private readonly struct YearPart(long perDay) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => Calendar.Civil(Calendar.FloorDivide(value, perDay)).Year;
    }

    private readonly struct MonthPart(long perDay) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => Calendar.Civil(Calendar.FloorDivide(value, perDay)).Month;
    }

    private readonly struct DayPart(long perDay) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => Calendar.Civil(Calendar.FloorDivide(value, perDay)).Day;
    }

    private readonly struct DayOfYearPart(long perDay) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => Calendar.DayOfYear(Calendar.FloorDivide(value, perDay));
    }

    private readonly struct DayOfWeekPart(long perDay) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => Calendar.DayOfWeek(Calendar.FloorDivide(value, perDay));
    }

    private readonly struct DatePart(long perDay) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => unchecked((int)Calendar.FloorDivide(value, perDay));
    }

    private readonly struct ClockPart(long perDay, long perPart, int modulus) : IMap<long, int>
    {
        public bool CanThrow => false;

        public int Apply(long value) => (int)(Calendar.FloorRemainder(value, perDay) / perPart % modulus);
    }

    internal readonly struct Negation<T> : IMap<T, T>
        where T : unmanaged, INumber<T>
    {
        public bool CanThrow => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply(T value) => unchecked(-value);
    }
}
