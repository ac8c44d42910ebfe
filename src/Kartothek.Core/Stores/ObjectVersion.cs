namespace Kartothek.Core;

/// <summary>Which object a range was read from.</summary>
/// <param name="Size">Bytes of the whole object.</param>
/// <param name="Token">Its version.</param>
public readonly record struct ObjectVersion(long Size, VersionToken Token);
