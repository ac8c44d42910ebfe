using System.Buffers.Binary;

namespace Kartothek.Parquet;

/// <summary>Floats that are stored as two bytes. Vectors hold halves as floats, so nothing is lost; others are rounded.</summary>
internal readonly struct HalfForm : INumberForm<int>
{
    /// <inheritdoc/>
    public static void Write(ReadOnlySpan<int> values, int width, Span<byte> destination)
    {
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteHalfLittleEndian(destination[(2 * i)..], (Half)BitConverter.Int32BitsToSingle(values[i]));
    }
}
