using System.Numerics;

namespace Kartothek.Parquet;

/// <summary>A decimal stored as an integer, to another scale or precision.</summary>
internal readonly struct DecimalFromInteger<TStored, TValue>(DecimalScaling scaling) : IValueConverter<TStored, TValue>
    where TStored : unmanaged, IBinaryInteger<TStored>
    where TValue : unmanaged, IBinaryInteger<TValue>
{
    public bool CanFail => true;

    public bool TryConvert(TStored stored, byte[] data, out TValue value)
    {
        var fits = scaling.TryScale(Int128.CreateTruncating(stored), out var result);
        value = TValue.CreateTruncating(result);
        return fits;
    }
}
