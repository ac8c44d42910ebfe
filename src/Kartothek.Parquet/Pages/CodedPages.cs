namespace Kartothek.Parquet;

/// <summary>Finds out from the headers of pages whether all of them hold dictionary codes.</summary>
/// <remarks>The footer claims that too, but whoever passes over rows on that ground has to know.</remarks>
internal static class CodedPages
{
    /// <summary>Whether a chunk starts with a dictionary, and all of its pages that are in memory hold codes.</summary>
    /// <param name="parts">The chunk.</param>
    /// <param name="rowCount">Rows that it has to have, those of pages that were left out included.</param>
    /// <param name="entries">Entries that the dictionary claims.</param>
    /// <returns>False also where headers contradict each other, which who reads the rows finds out.</returns>
    public static bool AreAll(IChunkParts parts, long rowCount, out int entries)
    {
        entries = -1;
        var rows = 0L;
        try
        {
            for (PartPlace place = default; parts.TryNext(ref place, out var part);)
            {
                for (var position = part.Start; position < part.End;)
                {
                    var header = PageHeader.Read(part.Bytes.AsSpan(position, part.End - position));
                    position += header.HeaderBytes + header.CompressedBytes;
                    if (header.IsData ? entries < 0 || !IsCoded(header) : header.Kind == PageKind.Dictionary && entries >= 0)
                        return false;
                    if (header.Kind == PageKind.Dictionary)
                        entries = header.ValueCount;
                    rows += header.IsData ? header.ValueCount : 0;
                }
                rows += part.RowsLeftOut;
            }
        }
        catch (PageFormatException)
        {
            return false;
        }
        return entries >= 0 && rows == rowCount;
    }

    /// <summary>Whether the values of a data page are codes.</summary>
    public static bool IsCoded(in PageHeader header) => header.Encoding is ValueEncoding.PlainDictionary or ValueEncoding.RunLengthDictionary;
}
