namespace Kartothek.Core;

/// <summary>The objects that a header refers to.</summary>
internal static class HeaderKeys
{
    /// <summary>Data files in the order of the header, then index files.</summary>
    public static IEnumerable<string> Of(DatasetHeader header) =>
        header.Partitions.SelectMany(p => p.Files, (_, file) => file.Key).Concat(header.Indices.Select(i => i.Key).OfType<string>());
}
