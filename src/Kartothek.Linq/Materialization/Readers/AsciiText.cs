using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Linq;

/// <summary>Strings of bytes that are known to be ASCII. Of short ones, what <see cref="System.Text.Encoding"/> does around the loop takes longer than the loop.</summary>
internal static class AsciiText
{
    /// <summary>A string of so many bytes.</summary>
    public static string ToString(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length, bytes, static (text, source) => Widen(source, text));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        ref var source = ref MemoryMarshal.GetReference(bytes);
        ref var target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        if (bytes.Length >= Vector128<byte>.Count)
        {
            // The last vector begins early enough to end with the text: it may write again what was written.
            var last = bytes.Length - Vector128<byte>.Count;
            for (var i = 0; i < last; i += Vector128<byte>.Count)
            {
                Widen(ref source, ref target, i);
            }
            Widen(ref source, ref target, last);
        }
        else if (bytes.Length >= Vector64<byte>.Count)
        {
            WidenHalf(ref source, ref target, 0);
            WidenHalf(ref source, ref target, bytes.Length - Vector64<byte>.Count);
        }
        else
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                text[i] = (char)bytes[i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(ref byte source, ref ushort target, int at)
    {
        var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)at));
        lower.StoreUnsafe(ref target, (nuint)at);
        upper.StoreUnsafe(ref target, (nuint)(at + Vector128<ushort>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenHalf(ref byte source, ref ushort target, int at) =>
        Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at))).AsByte()).StoreUnsafe(ref target, (nuint)at);
}
