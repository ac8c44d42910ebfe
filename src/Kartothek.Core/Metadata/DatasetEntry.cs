namespace Kartothek.Core;

/// <summary>A dataset found in a store.</summary>
/// <param name="Uuid">Its name.</param>
/// <param name="Format">The form of its header; JSON where it has both.</param>
/// <param name="Modified">When the header was last written.</param>
public readonly record struct DatasetEntry(string Uuid, HeaderFormat Format, DateTimeOffset Modified);
