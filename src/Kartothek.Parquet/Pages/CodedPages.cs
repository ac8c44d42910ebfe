namespace Kartothek.Parquet;

/// <summary>Finds out from the headers of pages whether all of them hold dictionary codes.</summary>
/// <remarks>The footer claims that too, but whoever passes over rows on that ground has to know.</remarks>
internal static class CodedPages
{
    /// <summary>How many entries the dictionary claims that a chunk in memory starts with; null where there is none.</summary>
    public static int? EntriesOf(IChunkParts parts)
    {
        PartPlace place = default;
        try
        {
            return parts.TryNext(ref place, out var part) && part.Start < part.End && PageHeader.Read(part.Bytes.AsSpan(part.Start, part.End - part.Start)) is { Kind: PageKind.Dictionary } header
                ? header.ValueCount : null;
        }
        catch (PageFormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a chunk starts with a dictionary, and all of its pages that are in memory hold codes.</summary>
    /// <param name="parts">The chunk.</param>
    /// <param name="rowCount">Rows that it has to have, those of pages that were left out included.</param>
    /// <returns>False also where headers contradict each other, which who reads the rows finds out.</returns>
    public static bool AreAll(IChunkParts parts, long rowCount)
    {
        var hasDictionary = false;
        var rows = 0L;
        try
        {
            for (PartPlace place = default; parts.TryNext(ref place, out var part);)
            {
                for (var position = part.Start; position < part.End;)
                {
                    var header = PageHeader.Read(part.Bytes.AsSpan(position, part.End - position));
                    position += header.HeaderBytes + header.CompressedBytes;
                    if (header.IsData ? !hasDictionary || !IsCoded(header) : header.Kind == PageKind.Dictionary && hasDictionary)
                        return false;
                    hasDictionary |= header.Kind == PageKind.Dictionary;
                    rows += header.IsData ? header.ValueCount : 0;
                }
                rows += part.RowsLeftOut;
            }
        }
        catch (PageFormatException)
        {
            return false;
        }
        return hasDictionary && rows == rowCount;
    }

    /// <summary>Whether the values of a data page are codes.</summary>
    public static bool IsCoded(in PageHeader header) => header.Encoding is ValueEncoding.PlainDictionary or ValueEncoding.RunLengthDictionary;
}
