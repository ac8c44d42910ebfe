using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>Reads chosen codes of a page.</summary>
internal static class CodeSelection
{
    /// <summary>Reads chosen codes, and passes over all.</summary>
    /// <param name="page">The codes.</param>
    /// <param name="positions">Which, counted from the next one, ascending; not empty.</param>
    /// <param name="count">How many to pass over.</param>
    /// <param name="codes">At least as long as positions.</param>
    /// <param name="buffers">For memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(CodePage page, ReadOnlySpan<int> positions, int count, Span<int> codes, ScanBuffers buffers)
    {
        // Unpacking a code costs a tenth of a nanosecond, less than finding its place; so all between the first and the last are unpacked.
        var first = positions[0];
        var last = positions[^1];
        page.Skip(first);
        if (last - first + 1 == positions.Length)
        {
            page.Read(codes[..positions.Length]);
        }
        else
        {
            var all = buffers.Rent<int>(RowGroupScan.BlockRows);
            page.Read(all.AsSpan(0, last - first + 1));
            for (var i = 0; i < positions.Length; i++)
                codes[i] = all[positions[i] - first];
            buffers.Return(all);
        }
        page.Skip(count - last - 1);
    }
}
