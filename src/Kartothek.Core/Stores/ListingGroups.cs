namespace Kartothek.Core;

/// <summary>Folds the keys of an ordered listing that share a prefix up to a delimiter into one entry.</summary>
internal sealed class ListingGroups(string prefix, char? delimiter)
{
    private string? _lastPrefix;

    /// <summary>The entry to show for the next object of the listing, or null where its prefix was shown already.</summary>
    public StoreEntry? Next(StoreEntry entry)
    {
        if (delimiter is not { } character)
        {
            return entry;
        }
        var end = entry.Key.IndexOf(character, prefix.Length);
        if (end < 0)
        {
            return entry;
        }
        // Keys with one prefix follow each other in an ordinal order, so the last prefix is all there is to remember.
        if (_lastPrefix is { } last && entry.Key.AsSpan(0, end + 1).SequenceEqual(last))
        {
            return null;
        }
        _lastPrefix = entry.Key[..(end + 1)];
        return new StoreEntry(_lastPrefix, true, 0, default);
    }
}
