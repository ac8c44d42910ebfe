using System.Runtime.CompilerServices;

namespace Kartothek.Parquet;

/// <summary>DELTA_BINARY_PACKED numbers.</summary>
/// <typeparam name="T">An integer of 4 or 8 bytes.</typeparam>
internal sealed class DeltaDecoder<T> : ValueDecoder<T>
    where T : unmanaged
{
    private readonly DeltaReader _deltas = new();

    public override void Reset(byte[] bytes, int start, int end) => _deltas.Reset(bytes, start, end);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Read(Span<T> destination)
    {
        if (Unsafe.SizeOf<T>() == 8)
        {
            _deltas.Read(System.Runtime.InteropServices.MemoryMarshal.Cast<T, long>(destination));
            return;
        }
        var narrow = System.Runtime.InteropServices.MemoryMarshal.Cast<T, int>(destination);
        Span<long> wide = stackalloc long[256];
        while (!narrow.IsEmpty)
        {
            var count = Math.Min(narrow.Length, wide.Length);
            _deltas.Read(wide[..count]);
            for (var i = 0; i < count; i++)
                narrow[i] = (int)wide[i];
            narrow = narrow[count..];
        }
    }

    public override void Skip(int count) => _deltas.Skip(count);
}
