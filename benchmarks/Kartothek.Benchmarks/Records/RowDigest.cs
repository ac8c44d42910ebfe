using System.Numerics;

namespace Kartothek.Benchmarks;

/// <summary>Mixes the columns of a row.</summary>
internal struct RowDigest()
{
    public ulong Value { get; private set; } = 0x9E3779B97F4A7C15;

    public RowDigest With(long? number)
    {
        Value = BitOperations.RotateLeft((Value ^ (ulong)(number ?? -1)) * 0xC2B2AE3D27D4EB4F, 31);
        return this;
    }

    public RowDigest With(double? number) => With(number is { } value ? BitConverter.DoubleToInt64Bits(value) : null);

    public RowDigest With(DateOnly date) => With(date.DayNumber);

    public RowDigest With(DateTime? time) => With(time?.Ticks);

    public RowDigest With(string? text)
    {
        With(text?.Length);
        foreach (var c in text ?? "")
            Value = (Value ^ c) * 0x100000001B3;

        return this;
    }
}
