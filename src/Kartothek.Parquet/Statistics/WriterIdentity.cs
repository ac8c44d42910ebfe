using System.Globalization;

namespace Kartothek.Parquet;

/// <summary>Who wrote a file, from the footer's <c>created_by</c>: <c>parquet-mr version 1.8.2 (build c6522788)</c>.</summary>
/// <param name="Application">The name in front of <c>version</c>, in lower case; all where there is no version.</param>
/// <param name="Version">Major, minor, patch; null where unknown.</param>
internal sealed record WriterIdentity(string Application, Version? Version)
{
    /// <summary>Parses the text; anything is accepted.</summary>
    public static WriterIdentity Parse(string createdBy)
    {
        var text = createdBy.AsSpan().Trim();
        var split = text.IndexOf("version", StringComparison.OrdinalIgnoreCase);
        if (split < 0)
            return new WriterIdentity(text.ToString().ToLowerInvariant(), null);
        var application = text[..split].Trim().ToString().ToLowerInvariant();
        return new WriterIdentity(application, ParseVersion(text[(split + "version".Length)..].TrimStart().TrimStart('v')));
    }

    /// <summary>Whether this application wrote it in a version before the one given, or in a version that isn't known.</summary>
    public bool IsBefore(string application, int major, int minor, int patch = 0) =>
        Application == application && (Version is null || Version < new Version(major, minor, patch));

    private static Version? ParseVersion(ReadOnlySpan<char> text)
    {
        Span<int> parts = [0, 0, 0];
        var count = 0;
        for (var rest = text; count < 3 && !rest.IsEmpty; count++)
        {
            var digits = 0;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            if (!int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count]))
                break;
            rest = rest[digits..];
            if (rest.IsEmpty || rest[0] != '.')
            {
                count++;
                break;
            }
            rest = rest[1..];
        }
        return count == 0 ? null : new Version(parts[0], parts[1], parts[2]);
    }
}
