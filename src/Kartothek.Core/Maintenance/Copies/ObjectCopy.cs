using System.Runtime.CompilerServices;

namespace Kartothek.Core;

/// <summary>Copies objects within a store or between two.</summary>
internal sealed class ObjectCopy(IObjectStore source, IObjectStore target)
{
    private const int PieceBytes = 4 << 20;

    /// <summary>Whether the store copies by itself.</summary>
    public bool IsByStore { get; } = ReferenceEquals(source, target) || (source is LocalStore && target is LocalStore && source.Name == target.Name);

    /// <summary>Copies an object, replacing what is there, and gives its bytes: a copy request and one for the size, or one read and put per 4 MiB.</summary>
    /// <remarks>Between two stores all pieces are of one version: an object that is replaced meanwhile is a conflict.</remarks>
    public async ValueTask<long> RunAsync(string key, string copy, CancellationToken cancellationToken)
    {
        if (IsByStore)
        {
            await target.CopyAsync(key, copy, cancellationToken).ConfigureAwait(false);
            return (await target.ReadTailAsync(copy, 0, cancellationToken).ConfigureAwait(false)).Size;
        }
        var tail = await source.ReadTailAsync(key, ObjectStore.TailBytes, cancellationToken).ConfigureAwait(false);
        if (tail.IsWhole)
        {
            await target.PutAsync(copy, tail.Bytes, default, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await target.PutAsync(copy, PiecesAsync(key, tail, cancellationToken), default, cancellationToken).ConfigureAwait(false);
        }
        return tail.Size;
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(string key, ObjectTail tail, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var front = tail.Size - tail.Bytes.Length;
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(PieceBytes, front));
        for (long offset = 0; offset < front;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(buffer.Length, front - offset));
            await source.ReadAsync(key, offset, piece, tail.Token, cancellationToken).ConfigureAwait(false);
            offset += piece.Length;
            yield return piece;
        }
        yield return tail.Bytes;
    }
}
