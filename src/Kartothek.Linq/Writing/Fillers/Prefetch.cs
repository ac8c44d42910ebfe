using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Kartothek.Linq;

/// <summary>Asks the processor for objects that are read soon, so that their memory comes for many at once rather than one after the other.</summary>
/// <remarks>Records of a long list lie anywhere in memory; waiting for each was most of the time that they took. A hint: it reads nothing and can't fail, even where the collector moves the object meanwhile.</remarks>
internal static unsafe class Prefetch
{
    private const int Line = 64;

    /// <summary>The beginning of each object: its header and as many fields as most records have.</summary>
    public static void Objects<T>(ReadOnlySpan<T> objects)
    {
        if (!Sse.IsSupported || typeof(T).IsValueType)
        {
            return;
        }
        foreach (ref readonly var item in objects)
        {
            var address = (byte*)Unsafe.As<T, nint>(ref Unsafe.AsRef(in item));
            Sse.Prefetch0(address);
            Sse.Prefetch0(address + Line);
        }
    }

    /// <summary>The beginning of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Text(string? text)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.As<string?, nint>(ref text));
        }
    }
}
