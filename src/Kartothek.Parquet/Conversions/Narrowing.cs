using System.Numerics;

namespace Kartothek.Parquet;

/// <summary>To an integer of another width or sign, checked.</summary>
/// <param name="min">The least value that fits.</param>
/// <param name="max">The greatest value that fits.</param>
internal readonly struct Narrowing<TStored, TValue>(TValue min, TValue max) : IValueConverter<TStored, TValue>
    where TStored : unmanaged, IBinaryInteger<TStored>
    where TValue : unmanaged, IBinaryInteger<TValue>
{
    public bool CanFail => true;

    public bool TryConvert(TStored stored, byte[] data, out TValue value)
    {
        value = TValue.CreateTruncating(stored);
        return TStored.CreateTruncating(value) == stored && TStored.IsNegative(stored) == TValue.IsNegative(value) && value >= min && value <= max;
    }
}
