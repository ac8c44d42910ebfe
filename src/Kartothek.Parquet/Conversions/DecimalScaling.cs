using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Brings an unscaled decimal to another scale and precision: exactly, or it doesn't fit.</summary>
internal readonly struct DecimalScaling
{
    private readonly Int128 _multiplier;
    private readonly Int128 _divisor;
    private readonly Int128 _limit;
    private readonly Int128 _multiplicandLimit;

    /// <summary>Creates the change.</summary>
    /// <param name="fromScale">The stored scale.</param>
    /// <param name="toScale">The wanted scale.</param>
    /// <param name="precision">The wanted precision.</param>
    private DecimalScaling(int fromScale, int toScale, int precision)
    {
        _multiplier = Power(Math.Max(0, toScale - fromScale));
        _divisor = Power(Math.Max(0, fromScale - toScale));
        _limit = Power(precision);
        _multiplicandLimit = _limit / _multiplier;
    }

    /// <summary>No change, for values in the type that they are stored as; whether they keep its precision is left to the writer, as other readers leave it.</summary>
    /// <param name="limit">The first number that the storage doesn't hold.</param>
    private DecimalScaling(Int128 limit) => (_multiplier, _divisor, _limit, _multiplicandLimit) = (1, 1, limit, limit);

    /// <summary>The change from a stored type to a wanted one.</summary>
    public static DecimalScaling Between(ColumnType stored, ColumnType wanted) => stored == wanted
        ? new DecimalScaling(wanted.Storage == ColumnStorage.Int64 ? (Int128)long.MaxValue + 1 : Int128.MaxValue)
        : new DecimalScaling(stored.Scale, wanted.Scale, wanted.Precision);

    public bool TryScale(Int128 stored, out Int128 value)
    {
        value = 0;
        if (_divisor != 1)
        {
            var (quotient, remainder) = Int128.DivRem(stored, _divisor);
            if (remainder != 0)
                return false;
            stored = quotient;
        }
        else if (_multiplier != 1)
        {
            if (stored > _multiplicandLimit || stored < -_multiplicandLimit)
                return false;
            stored *= _multiplier;
        }
        value = stored;
        return stored < _limit && stored > -_limit;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Int128 Power(int exponent)
    {
        Int128 result = 1;
        for (var i = 0; i < Math.Min(exponent, 38); i++)
            result *= 10;
        return result;
    }
}
