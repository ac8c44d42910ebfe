using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>A conversion of many values by the conversion of one.</summary>
internal sealed class ConverterLoop<TStored, TValue, TConverter>(TConverter converter) : ValueConversion<TStored, TValue>
    where TStored : unmanaged
    where TValue : unmanaged
    where TConverter : struct, IValueConverter<TStored, TValue>
{
    private readonly TConverter _converter = converter;

    public override bool CanFail => _converter.CanFail;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Convert(ReadOnlySpan<TStored> stored, byte[] data, Span<TValue> values)
    {
        var converter = _converter;
        values = values[..stored.Length];
        for (var i = 0; i < stored.Length; i++)
        {
            if (!converter.TryConvert(stored[i], data, out values[i]))
                return i;
        }
        return -1;
    }
}
