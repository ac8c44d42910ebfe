namespace Kartothek.Core;

/// <summary>A file that isn't read, and why.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Evidence">The first condition that ruled it out.</param>
public sealed record SkippedFile(DatasetPartition Partition, Evidence Evidence);
