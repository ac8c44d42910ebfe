using System.Numerics;

namespace Kartothek.Parquet;

/// <summary>To a number type that holds every value: a wider integer, a wider floating-point number, an unscaled decimal.</summary>
internal readonly struct Widening<TStored, TValue> : IValueConverter<TStored, TValue>
    where TStored : unmanaged, INumberBase<TStored>
    where TValue : unmanaged, INumberBase<TValue>
{
    public bool CanFail => false;

    public bool TryConvert(TStored stored, byte[] data, out TValue value)
    {
        value = TValue.CreateTruncating(stored);
        return true;
    }
}
