using System.Runtime.InteropServices;

namespace Kartothek.Parquet;

/// <summary>Numbers that are stored as they are held.</summary>
internal readonly struct SameForm<T> : INumberForm<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static void Write(ReadOnlySpan<T> values, int width, Span<byte> destination)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Parquet is written on little-endian machines only.");
        MemoryMarshal.AsBytes(values).CopyTo(destination);
    }
}
