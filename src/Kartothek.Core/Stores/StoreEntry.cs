namespace Kartothek.Core;

/// <summary>One entry of a listing: an object, or a prefix that stands for all keys that begin with it.</summary>
/// <param name="Key">The key, or the prefix with its delimiter at the end.</param>
/// <param name="IsPrefix">Whether this is a prefix.</param>
/// <param name="Size">Bytes of the object; 0 for a prefix.</param>
/// <param name="Modified">When the object was last written, by the store's clock; the default value for a prefix.</param>
public readonly record struct StoreEntry(string Key, bool IsPrefix, long Size, DateTimeOffset Modified);
