using System.Numerics;

namespace Kartothek.Parquet;

/// <summary>From one unit of time to another: a finer one is checked for overflow, a coarser one rounded down.</summary>
/// <param name="multiplier">Wanted units per stored unit, or 1.</param>
/// <param name="divisor">Stored units per wanted unit, or 1.</param>
internal readonly struct UnitChange<TStored, TValue>(long multiplier, long divisor) : IValueConverter<TStored, TValue>
    where TStored : unmanaged, IBinaryInteger<TStored>
    where TValue : unmanaged, IBinaryInteger<TValue>
{
    public bool CanFail => true;

    public bool TryConvert(TStored stored, byte[] data, out TValue value)
    {
        var wide = long.CreateTruncating(stored);
        long result;
        var fits = true;
        if (divisor != 1)
        {
            result = wide / divisor;
            if (wide < 0 && result * divisor != wide)
                result--;
        }
        else
        {
            result = unchecked(wide * multiplier);
            fits = Math.BigMul(wide, multiplier) == result;
        }
        value = TValue.CreateTruncating(result);
        return fits && long.CreateTruncating(value) == result;
    }
}
