namespace Kartothek.Core;

/// <summary>Reads the URLs of local stores.</summary>
internal static class StoreUrl
{
    /// <summary>The scheme in lower case, or null where the text has none. One letter is a drive of Windows.</summary>
    public static string? SchemeOf(string url)
    {
        var colon = url.IndexOf(':');
        return colon > 1 && Uri.CheckSchemeName(url[..colon]) ? url[..colon].ToLowerInvariant() : null;
    }

    /// <summary>
    /// <c>file:///absolute</c>, <c>file:/absolute</c>, <c>file://localhost/absolute</c>, <c>file:relative</c>; the path is
    /// percent-decoded.
    /// </summary>
    public static IObjectStore OpenFile(string url)
    {
        var path = url[(url.IndexOf(':') + 1)..];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path[2..];
            if (path.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase))
            {
                path = path["localhost".Length..];
            }
            if (!path.StartsWith('/'))
            {
                throw CoreErrors.UrlHasHost(url, path.Split('/')[0]);
            }
        }
        path = Uri.UnescapeDataString(path);
        // 'file:///C:/lake' has a slash before its drive.
        if (OperatingSystem.IsWindows() && path is ['/', _, ':', ..])
        {
            path = path[1..];
        }
        return path.Length == 0 ? throw CoreErrors.UrlIsMalformed(url) : new LocalStore(path);
    }

    /// <summary>Python's <c>hfs://path</c>: what follows is the path as it stands, absolute where it begins with a slash.</summary>
    public static IObjectStore OpenPython(string url)
    {
        var path = url[(url.IndexOf(':') + 1)..];
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        if (path.IndexOf('#') is >= 0 and var fragment)
        {
            throw CoreErrors.UrlPartNotSupported(url, path[fragment..]);
        }
        if (path.IndexOf('?') is >= 0 and var query)
        {
            // Folders are made by the first put anyway, so the only option that Python's store has changes nothing for readers.
            if (path[(query + 1)..] is not ("create_if_missing=true" or "create_if_missing=false"))
            {
                throw CoreErrors.UrlPartNotSupported(url, path[query..]);
            }
            path = path[..query];
        }
        return path.Length == 0 ? throw CoreErrors.UrlIsMalformed(url) : new LocalStore(path);
    }
}
