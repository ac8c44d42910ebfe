using System.Runtime.InteropServices;
using Apache.Arrow;

namespace Kartothek.Parquet;

/// <summary>Arrow buffers over arrays.</summary>
internal static class Buffers
{
    /// <summary>The first elements of an array, as bytes, copied: an Arrow buffer is memory of bytes.</summary>
    public static ArrowBuffer Of<T>(T[] values, int count)
        where T : unmanaged => new(MemoryMarshal.AsBytes(values.AsSpan(0, count)).ToArray());
}
