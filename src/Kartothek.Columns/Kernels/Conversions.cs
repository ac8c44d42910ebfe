using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Columns;

/// <summary>The kernels of <see cref="ConvertScalar"/>.</summary>
internal static class Conversions
{
    /// <summary>A kernel that converts values of one type to another.</summary>
    internal static ValueKernel Create(ValueKernel operand, ColumnType from, ColumnType to, bool isChecked)
    {
        if (from.Kind is ColumnKind.Null || from.Storage == ColumnStorage.Bytes) return new RetypeKernel(operand, to);
        var isTime = from.Kind is ColumnKind.Date or ColumnKind.Time or ColumnKind.Timestamp;
        if (isTime) return OfTime(operand, from, to, isChecked);
        if (from.Kind == ColumnKind.Decimal) return from.Storage == ColumnStorage.Int64 ? OfDecimal<long>(operand, from, to, isChecked) : OfDecimal<Int128>(operand, from, to, isChecked);
        return from.Storage switch
        {
            ColumnStorage.Int32 => OfNumber<int>(operand, from, to, isChecked),
            ColumnStorage.UInt32 => OfNumber<uint>(operand, from, to, isChecked),
            ColumnStorage.Int64 => OfNumber<long>(operand, from, to, isChecked),
            ColumnStorage.UInt64 => OfNumber<ulong>(operand, from, to, isChecked),
            ColumnStorage.Float => OfNumber<float>(operand, from, to, isChecked),
            _ => OfNumber<double>(operand, from, to, isChecked),
        };
    }

    private static ValueKernel OfNumber<TFrom>(ValueKernel operand, ColumnType from, ColumnType to, bool isChecked)
        where TFrom : unmanaged, INumber<TFrom> => to.Kind switch
        {
            ColumnKind.Int8 => Via<TFrom, sbyte, int>(operand, from, to, isChecked),
            ColumnKind.Int16 => Via<TFrom, short, int>(operand, from, to, isChecked),
            ColumnKind.Int32 => Via<TFrom, int, int>(operand, from, to, isChecked),
            ColumnKind.Int64 => Via<TFrom, long, long>(operand, from, to, isChecked),
            ColumnKind.UInt8 => Via<TFrom, byte, int>(operand, from, to, isChecked),
            ColumnKind.UInt16 => Via<TFrom, ushort, int>(operand, from, to, isChecked),
            ColumnKind.UInt32 => Via<TFrom, uint, uint>(operand, from, to, isChecked),
            ColumnKind.UInt64 => Via<TFrom, ulong, ulong>(operand, from, to, isChecked),
            ColumnKind.Half => Via<TFrom, Half, float>(operand, from, to, isChecked),
            ColumnKind.Float => Via<TFrom, float, float>(operand, from, to, isChecked),
            ColumnKind.Double => Via<TFrom, double, double>(operand, from, to, isChecked),
            _ => ToDecimal(operand, to, new NumberToInt128<TFrom>(to, isChecked)),
        };

    private static ValueKernel Via<TFrom, TVia, TTo>(ValueKernel operand, ColumnType from, ColumnType to, bool isChecked)
        where TFrom : unmanaged, INumber<TFrom>
        where TVia : unmanaged, INumber<TVia>
        where TTo : unmanaged, INumber<TTo> => isChecked && !ConversionRule.NeverThrows(from, to)
            ? new MapKernel<TFrom, TTo, CheckedNumber<TFrom, TVia, TTo>>(operand, to, default)
            : new MapKernel<TFrom, TTo, WrappedNumber<TFrom, TVia, TTo>>(operand, to, default);

    private static ValueKernel OfDecimal<TFrom>(ValueKernel operand, ColumnType from, ColumnType to, bool isChecked)
        where TFrom : unmanaged, INumber<TFrom> => to.Kind switch
        {
            ColumnKind.Int8 => new MapKernel<TFrom, int, DecimalToInteger<TFrom, sbyte, int>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.Int16 => new MapKernel<TFrom, int, DecimalToInteger<TFrom, short, int>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.Int32 => new MapKernel<TFrom, int, DecimalToInteger<TFrom, int, int>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.Int64 => new MapKernel<TFrom, long, DecimalToInteger<TFrom, long, long>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.UInt8 => new MapKernel<TFrom, int, DecimalToInteger<TFrom, byte, int>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.UInt16 => new MapKernel<TFrom, int, DecimalToInteger<TFrom, ushort, int>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.UInt32 => new MapKernel<TFrom, uint, DecimalToInteger<TFrom, uint, uint>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.UInt64 => new MapKernel<TFrom, ulong, DecimalToInteger<TFrom, ulong, ulong>>(operand, to, new(from.Scale, isChecked)),
            ColumnKind.Half => new MapKernel<TFrom, float, DecimalToFloat<TFrom>>(operand, to, new(from.Scale, isHalf: true)),
            ColumnKind.Float => new MapKernel<TFrom, float, DecimalToFloat<TFrom>>(operand, to, new(from.Scale, isHalf: false)),
            ColumnKind.Double => new MapKernel<TFrom, double, DecimalToDouble<TFrom>>(operand, to, new(from.Scale)),
            _ => ToDecimal(operand, to, new DecimalToInt128<TFrom>(from, to, isChecked)),
        };

    private static ValueKernel ToDecimal<TFrom, TMap>(ValueKernel operand, ColumnType to, TMap map)
        where TFrom : unmanaged
        where TMap : struct, IMap<TFrom, Int128> => to.Storage == ColumnStorage.Int128
            ? new MapKernel<TFrom, Int128, TMap>(operand, to, map)
            : new MapKernel<TFrom, long, Narrowed<TFrom, TMap>>(operand, to, new(map));

    private static ValueKernel ToDecimal<TFrom>(ValueKernel operand, ColumnType to, NumberToInt128<TFrom> map)
        where TFrom : unmanaged, INumber<TFrom> => ToDecimal<TFrom, NumberToInt128<TFrom>>(operand, to, map);

    private static ValueKernel ToDecimal<TFrom>(ValueKernel operand, ColumnType to, DecimalToInt128<TFrom> map)
        where TFrom : unmanaged, INumber<TFrom> => ToDecimal<TFrom, DecimalToInt128<TFrom>>(operand, to, map);

    private static ValueKernel OfTime(ValueKernel operand, ColumnType from, ColumnType to, bool isChecked)
    {
        var perSecondTo = Calendar.PerSecond(to.Unit);
        var (factor, divisor) = from.Kind == ColumnKind.Date ? (Calendar.PerDay(to.Unit), 1L)
            : Calendar.PerSecond(from.Unit) <= perSecondTo ? (perSecondTo / Calendar.PerSecond(from.Unit), 1L)
            : (1L, Calendar.PerSecond(from.Unit) / perSecondTo);
        return (from.Storage, to.Storage) switch
        {
            (ColumnStorage.Int32, ColumnStorage.Int32) => new MapKernel<int, int, RescaledTime<int, int>>(operand, to, new(factor, divisor, isChecked)),
            (ColumnStorage.Int32, _) => new MapKernel<int, long, RescaledTime<int, long>>(operand, to, new(factor, divisor, isChecked)),
            (_, ColumnStorage.Int32) => new MapKernel<long, int, RescaledTime<long, int>>(operand, to, new(factor, divisor, isChecked)),
            _ => new MapKernel<long, long, RescaledTime<long, long>>(operand, to, new(factor, divisor, isChecked)),
        };
    }

    // C#'s unchecked conversion of a float to a small integer goes by way of int.
    private readonly struct WrappedNumber<TFrom, TVia, TTo> : IMap<TFrom, TTo>
        where TFrom : unmanaged, INumber<TFrom>
        where TVia : unmanaged, INumber<TVia>
        where TTo : unmanaged, INumber<TTo>
    {
        public bool CanThrow => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TTo Apply(TFrom value) =>
            (typeof(TFrom) == typeof(double) || typeof(TFrom) == typeof(float)) && Unsafe.SizeOf<TVia>() < 4 && typeof(TVia) != typeof(Half)
                ? TTo.CreateTruncating(TVia.CreateTruncating(int.CreateTruncating(value)))
                : TTo.CreateTruncating(TVia.CreateTruncating(value));
    }

    private readonly struct CheckedNumber<TFrom, TVia, TTo> : IMap<TFrom, TTo>
        where TFrom : unmanaged, INumber<TFrom>
        where TVia : unmanaged, INumber<TVia>
        where TTo : unmanaged, INumber<TTo>
    {
        public bool CanThrow => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TTo Apply(TFrom value) => TTo.CreateTruncating(TVia.CreateChecked(value));
    }

    private readonly struct Narrowed<TFrom, TMap>(TMap map) : IMap<TFrom, long>
        where TMap : struct, IMap<TFrom, Int128>
    {
        public bool CanThrow => map.CanThrow;

        public long Apply(TFrom value) => unchecked((long)map.Apply(value));
    }

    private readonly struct DecimalToInteger<TFrom, TVia, TTo>(int scale, bool isChecked) : IMap<TFrom, TTo>
        where TFrom : unmanaged, INumber<TFrom>
        where TVia : unmanaged, INumber<TVia>
        where TTo : unmanaged, INumber<TTo>
    {
        public bool CanThrow => isChecked;

        public TTo Apply(TFrom value)
        {
            var whole = DecimalMath.Rescale(Int128.CreateTruncating(value), scale, 0, isChecked: false);
            return TTo.CreateTruncating(isChecked ? TVia.CreateChecked(whole) : TVia.CreateTruncating(whole));
        }
    }

    private readonly struct DecimalToDouble<TFrom>(int scale) : IMap<TFrom, double>
        where TFrom : unmanaged, INumber<TFrom>
    {
        public bool CanThrow => false;

        public double Apply(TFrom value) => DecimalMath.ToDouble(Int128.CreateTruncating(value), scale);
    }

    private readonly struct DecimalToFloat<TFrom>(int scale, bool isHalf) : IMap<TFrom, float>
        where TFrom : unmanaged, INumber<TFrom>
    {
        public bool CanThrow => false;

        public float Apply(TFrom value)
        {
            var number = DecimalMath.ToDouble(Int128.CreateTruncating(value), scale);
            return isHalf ? (float)(Half)number : (float)number;
        }
    }

    private readonly struct NumberToInt128<TFrom>(ColumnType to, bool isChecked) : IMap<TFrom, Int128>
        where TFrom : unmanaged, INumber<TFrom>
    {
        public bool CanThrow => isChecked;

        public Int128 Apply(TFrom value)
        {
            var unscaled = DecimalMath.Rescale(Int128.CreateTruncating(value), 0, to.Scale, isChecked);
            return DecimalMath.Fit(unscaled, to.Precision, isChecked);
        }
    }

    private readonly struct DecimalToInt128<TFrom>(ColumnType from, ColumnType to, bool isChecked) : IMap<TFrom, Int128>
        where TFrom : unmanaged, INumber<TFrom>
    {
        public bool CanThrow => isChecked;

        public Int128 Apply(TFrom value) =>
            DecimalMath.Fit(DecimalMath.Rescale(Int128.CreateTruncating(value), from.Scale, to.Scale, isChecked), to.Precision, isChecked);
    }

    private readonly struct RescaledTime<TFrom, TTo>(long factor, long divisor, bool isChecked) : IMap<TFrom, TTo>
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        public bool CanThrow => isChecked;

        public TTo Apply(TFrom value)
        {
            var units = long.CreateTruncating(value);
            var scaled = divisor > 1 ? Calendar.FloorDivide(units, divisor) : isChecked ? checked(units * factor) : unchecked(units * factor);
            if (isChecked && divisor > 1 && scaled * divisor != units) throw new OverflowException();
            return isChecked ? TTo.CreateChecked(scaled) : TTo.CreateTruncating(scaled);
        }
    }
}
