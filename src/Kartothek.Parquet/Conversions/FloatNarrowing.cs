namespace Kartothek.Parquet;

/// <summary>A double to the nearest float; a finite value that would become infinite doesn't fit.</summary>
internal readonly struct FloatNarrowing : IValueConverter<double, float>
{
    public bool CanFail => true;

    public bool TryConvert(double stored, byte[] data, out float value)
    {
        value = (float)stored;
        return !float.IsInfinity(value) || double.IsInfinity(stored);
    }
}
