using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Unscaled decimals that are stored as big-endian bytes.</summary>
internal readonly struct DecimalForm<T> : INumberForm<T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    [SkipLocalsInit]
    public static void Write(ReadOnlySpan<T> values, int width, Span<byte> destination)
    {
        Span<byte> wide = stackalloc byte[Unsafe.SizeOf<T>()];
        foreach (var value in values)
        {
            value.WriteBigEndian(wide);
            if (width <= wide.Length)
            {
                wide[^width..].CopyTo(destination);
            }
            else
            {
                destination[..(width - wide.Length)].Fill(T.IsNegative(value) ? (byte)0xFF : (byte)0);
                wide.CopyTo(destination[(width - wide.Length)..]);
            }
            destination = destination[width..];
        }
    }
}
