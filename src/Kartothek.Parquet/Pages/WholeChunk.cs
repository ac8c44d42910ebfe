namespace Kartothek.Parquet;

/// <summary>A chunk of which all that is wanted is in memory.</summary>
/// <param name="parts">Its parts in order.</param>
internal sealed class WholeChunk(ChunkPart[] parts) : IChunkParts
{
    /// <inheritdoc/>
    public bool TryNext(ref PartPlace place, out ChunkPart part)
    {
        if (place.Part >= parts.Length)
        {
            part = default;
            return false;
        }
        part = parts[place.Part];
        place = new(place.Part + 1, 0);
        return true;
    }
}
