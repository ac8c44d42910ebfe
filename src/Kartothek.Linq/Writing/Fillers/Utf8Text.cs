using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Text as UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>Appends a text; false, with nothing appended, where it has half a surrogate pair, which UTF-8 can't say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAppend(string text, ref ByteBuffer buffer, out ByteView view)
    {
        var target = buffer.Reserve(3 * text.Length);
        var written = text.Length;
        if (!TryNarrow(text, ref MemoryMarshal.GetReference(target)) && !TryEncode(text, target, out written))
        {
            view = default;
            return false;
        }
        view = new(buffer.Count, written);
        buffer.Count += written;
        return true;
    }

    /// <summary>Writes a text whose chars are all ASCII; false where one isn't, with anything written.</summary>
    /// <remarks>Texts of a column have about the same length, but not the same: up to 64 chars take the same steps, some of them twice, since a branch that is foreseen wrongly costs more.</remarks>
    private static bool TryNarrow(string text, ref byte target)
    {
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        var length = text.Length;
        if (length < 8)
        {
            return TryNarrowFew(ref source, length, ref target);
        }
        var last = length - 8;
        if (length < 16)
        {
            return IsAscii(Narrow8(ref source, 0, ref target) | Narrow8(ref source, last, ref target));
        }
        last -= 8;
        var all = Narrow16(ref source, 0, ref target) | Narrow16(ref source, last, ref target);
        if (length <= 64)
        {
            all |= Narrow16(ref source, Math.Min(16, last), ref target) | Narrow16(ref source, Math.Min(32, last), ref target);
        }
        else
        {
            for (var i = 16; i < last; i += 16) all |= Narrow16(ref source, i, ref target);
        }
        return IsAscii(all);
    }

    private static bool TryNarrowFew(ref ushort source, int length, ref byte target)
    {
        var union = 0;
        for (var i = 0; i < length; i++)
        {
            var c = Unsafe.Add(ref source, i);
            union |= c;
            Unsafe.Add(ref target, i) = (byte)c;
        }
        return union < 0x80;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(Vector128<ushort> chars) => (chars & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow8(ref ushort source, int at, ref byte target)
    {
        var chars = Vector128.LoadUnsafe(ref source, (nuint)at);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(chars, chars).AsUInt64().ToScalar());
        return chars;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow16(ref ushort source, int at, ref byte target)
    {
        var (low, high) = (Vector128.LoadUnsafe(ref source, (nuint)at), Vector128.LoadUnsafe(ref source, (nuint)at + 8));
        Vector128.Narrow(low, high).StoreUnsafe(ref target, (nuint)at);
        return low | high;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryEncode(string text, Span<byte> target, out int written) =>
        Utf8.FromUtf16(text, target, out _, out written, replaceInvalidSequences: false) == OperationStatus.Done;
}
