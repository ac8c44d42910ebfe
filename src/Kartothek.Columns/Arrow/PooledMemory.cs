using System.Buffers;
using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>The memory of an Arrow buffer, which goes back to the process's pool when the last array or batch over it is disposed.</summary>
/// <remarks>
/// Batches are large and short-lived: without a pool each of their pages is fetched anew from the system, which costs more than filling it. Memory whose
/// batch is never disposed is left to the garbage collector, and the pool gives back what nobody needs for long.
/// </remarks>
internal sealed class PooledMemory(byte[] array, int length) : IMemoryOwner<byte>
{
    private byte[]? _array = array;

    public Memory<byte> Memory => (_array ?? throw new ObjectDisposedException(nameof(ArrowBuffer))).AsMemory(0, length);

    /// <summary>An array of at least so many bytes, which hold anything.</summary>
    internal static byte[] Rent(int length) => ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Takes back an array that no buffer was made of.</summary>
    internal static void Return(byte[] array)
    {
        if (array.Length > 0) ArrayPool<byte>.Shared.Return(array);
    }

    /// <summary>A buffer over the first bytes of a rented array, which belongs to it from now on.</summary>
    internal static ArrowBuffer ToBuffer(byte[] array, int length) => array.Length == 0 ? ArrowBuffer.Empty : Create(new PooledMemory(array, length));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }

    // Arrow counts the references to memory that has an owner, but has no public way to make a buffer of it without a copy.
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ArrowBuffer Create(IMemoryOwner<byte> owner);
}
