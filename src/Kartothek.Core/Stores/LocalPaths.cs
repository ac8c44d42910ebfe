using System.Buffers;

namespace Kartothek.Core;

/// <summary>
/// Keys as paths below a folder, in the layout of Python's <c>hfs</c> store: the parts of a key are the parts of the path, unchanged.
/// </summary>
/// <param name="root">The folder, absolute.</param>
/// <param name="store">The store's name, for messages.</param>
/// <param name="foldsCase">Whether the file system takes names that differ in case only for one.</param>
internal sealed class LocalPaths(string root, string store, bool foldsCase)
{
    /// <summary>The folder, below the root, of locks and unfinished files. No key lies in it.</summary>
    public const string Reserved = ".kartothek";

    /// <summary>What the names of unfinished files begin with, as a listing of them shows them.</summary>
    public const string UnfinishedPrefix = Reserved + "/unfinished/";

    private static readonly SearchValues<char> WindowsForbids = SearchValues.Create("\\:*?\"<>|");

    /// <summary>The folder that holds the store.</summary>
    public string Root { get; } = root;

    /// <summary>The folder of unfinished files.</summary>
    public string Unfinished { get; } = Path.Combine(root, Reserved, "unfinished");

    /// <summary>The path of a key.</summary>
    public string Of(string key)
    {
        StoreKey.Check(key, store);
        if (!IsPlain(key) || OperatingSystem.IsWindows() && !IsWindowsName(key))
        {
            throw CoreErrors.KeyLeavesFolder(key, store);
        }
        return Path.Combine(Root, Native(key));
    }

    /// <summary>
    /// The folder that a listing of a prefix starts in, and its key with a slash at the end (empty for the root); null where no key can
    /// begin so.
    /// </summary>
    public (string Path, string Key)? FolderOf(string prefix)
    {
        var slash = prefix.LastIndexOf('/');
        if (slash < 0)
        {
            return (Root, "");
        }
        var folder = prefix[..slash];
        return folder.Length == 0 || !IsPlain(folder) ? null : (Path.Combine(Root, Native(folder)), prefix[..(slash + 1)]);
    }

    /// <summary>Refuses a key to be written where the file system would take it for another that exists.</summary>
    public void RefuseFolded(string key)
    {
        if (foldsCase && FindFolded(key) is { } existing)
        {
            throw CoreErrors.KeyFolds(key, existing, store);
        }
    }

    /// <summary>Whether a path that the file system finds has another name than the key says.</summary>
    public bool IsFolded(string key) => foldsCase && FindFolded(key) is not null;

    /// <summary>Whether a folder is a link into the store, or to a folder around it: what it leads to has keys of its own, and by the other ones a garbage collection would delete what is needed.</summary>
    public bool IsLinkInto(string folder)
    {
        try
        {
            if (Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName is not { } target)
            {
                return false;
            }
            var real = Directory.ResolveLinkTarget(Root, returnFinalTarget: true)?.FullName ?? Root;
            return Holds(Root, target) || Holds(real, target) || Holds(target, Root) || Holds(target, real);
        }
        catch (IOException)
        {
            // A link that leads nowhere, or around, is for the listing to say.
            return false;
        }

        static bool Holds(string outer, string inner) => Path.TrimEndingDirectorySeparator(inner) is var path
            && (path == Path.TrimEndingDirectorySeparator(outer) || path.StartsWith(Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
    }

    private string? FindFolded(string key)
    {
        var folder = Root;
        var parts = key.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Directory.Exists(folder))
            {
                return null;
            }
            foreach (var path in Directory.EnumerateFileSystemEntries(folder))
            {
                var name = Path.GetFileName(path);
                if (!string.Equals(name, parts[i], StringComparison.Ordinal) && string.Equals(name, parts[i], StringComparison.OrdinalIgnoreCase))
                {
                    return string.Join('/', parts.Take(i).Append(name));
                }
            }
            folder = Path.Combine(folder, parts[i]);
        }
        return null;
    }

    private static bool IsPlain(string key)
    {
        if (key.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase) && (key.Length == Reserved.Length || key[Reserved.Length] == '/'))
        {
            return false;
        }
        foreach (var part in key.AsSpan().Split('/'))
        {
            if (key.AsSpan(part) is "" or "." or "..")
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsWindowsName(string key) =>
        !key.AsSpan().ContainsAny(WindowsForbids) && key.Split('/').All(part => part[^1] is not ('.' or ' '));

    private static string Native(string key) => Path.DirectorySeparatorChar == '/' ? key : key.Replace('/', Path.DirectorySeparatorChar);
}
