namespace Kartothek.Parquet;

/// <summary>The parts of a chunk that are in memory, in order; any number of readers may go through them, each at its own pace.</summary>
internal interface IChunkParts
{
    /// <summary>Gives the part behind those that a reader had. It stays where it is while a row of it is looked at.</summary>
    /// <param name="place">How far the reader is; the default value at the start.</param>
    /// <param name="part">The part.</param>
    /// <returns>False where there is none, or none yet.</returns>
    bool TryNext(ref PartPlace place, out ChunkPart part);
}
