using System.Buffers.Binary;
using System.Numerics;

namespace Kartothek.Core;

/// <summary>Compares labels by their UTF-8, so that looking one up makes no text.</summary>
internal sealed class LabelComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    // .NET's seed of the process, so that nobody can choose labels that collide.
    private static readonly ulong Seed = (ulong)HashCode.Combine(Multiplier) << 32 | (uint)HashCode.Combine(Multiplier, Multiplier);

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    /// <inheritdoc/>
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    /// <summary>Rotate, exclusive or, multiply, eight bytes at a time: labels are long, and a million of them are looked up.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = Seed ^ (uint)alternate.Length;
        for (; alternate.Length >= sizeof(ulong); alternate = alternate[sizeof(ulong)..])
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate)) * Multiplier;
        }
        foreach (var b in alternate)
        {
            hash = (BitOperations.RotateLeft(hash, 5) ^ b) * Multiplier;
        }
        return (int)(hash >> 32);
    }
}
