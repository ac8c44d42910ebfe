using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The messages of this assembly about stores and their objects; those about datasets are in the other part.</summary>
internal static partial class CoreErrors
{
    public static KartothekException KeyIsEmpty(string key, string store) =>
        new(ErrorKind.Invalid, $"'{key}' is not a key: it names no object in store '{store}'. Give a key with at least one character besides '/'.");

    public static KartothekException KeyHasCharacter(string key, int position, string store)
    {
        Rune.DecodeFromUtf16(key.AsSpan(position), out var rune, out _);
        return new(ErrorKind.Invalid,
            $"Key '{key}' holds the character U+{rune.Value:X4} at position {position}, which keys of store '{store}' can't hold. "
            + "Use ASCII letters, digits, space and /\\`!\"#$%&'()+,-.<=>?@[]^_{}~, and percent-encode the rest.");
    }

    public static KartothekException KeyLeavesFolder(string key, string store) =>
        new(ErrorKind.Invalid,
            $"Key '{key}' isn't one path below the folder of store '{store}': it has an empty, '.' or '..' part, or one that is reserved. "
            + "Use a key whose parts are plain names.");

    public static KartothekException KeyFolds(string key, string existing, string store) =>
        new(ErrorKind.Invalid,
            $"Key '{key}' and the existing '{existing}' differ, but the file system of store '{store}' takes them for one. "
            + "Use a name that differs by more than its case, or a store that distinguishes case.");

    public static KartothekException ObjectNotFound(string key, string store, Exception? inner = null) =>
        new(ErrorKind.NotFound, $"Store '{store}' has no object '{key}'. Check the key, and whether another process removed it.", inner);

    public static KartothekException ObjectTooLarge(string key, string store, long size) =>
        new(ErrorKind.NotSupported, $"Object '{key}' in store '{store}' has {size} bytes, more than can be read at once. Read it in ranges.");

    public static KartothekException AlreadyExists(string key, string store) =>
        new(ErrorKind.Conflict, $"Object '{key}' exists already in store '{store}', and was to be written only if absent. Nothing was changed.");

    public static KartothekException VersionDiffers(string key, string store) =>
        new(ErrorKind.Conflict, $"Object '{key}' in store '{store}' isn't the version that was read before: another writer changed or removed it. Read it again.");

    public static KartothekException RangeOutside(string key, string store, long offset, long length, long size) =>
        new(ErrorKind.Corrupt,
            $"Bytes {offset} to {offset + length} of object '{key}' in store '{store}' were asked for, but it has {size}. "
            + "It is shorter than what refers to it says: restore it, or remove the reference.");

    public static KartothekException StoreFailed(string action, string key, string store, Exception inner)
    {
        // .NET's texts end with the path, in quotes; the full stop is ours.
        var what = $"Store '{store}' failed to {action} '{key}': {inner.Message.TrimEnd('.', ' ')}.";
        var isWrite = action is "write" or "lock" or "delete";
        if (LibC.IsTooLong(inner))
        {
            return new(ErrorKind.Invalid,
                $"Store '{store}' can't {action} '{(key.Length <= 300 ? key : key[..300] + "…")}': the file system takes no name or path of that length, {key.Split('/').Max(part => part.Length)} characters in the longest part of the key. {(isWrite ? "Nothing was changed. " : "")}"
                + "Use a shorter name; a value of a partition column is a part of the key, percent-encoded, so partition by a column with shorter values.", inner);
        }
        return new(ErrorKind.Unavailable, LibC.IsFull(inner)
            ? $"{what} The file system is full. Nothing was changed. Free space there, or use another store, and try again."
            : LibC.IsForbidden(inner)
            ? $"{what} {(isWrite ? "Nothing was changed. " : "")}Give this process permission to {(isWrite ? "write" : "read")} there, or use a store where it has it."
            : $"{what} Try again, and check the store where it goes on.", inner);
    }

    public static KartothekException LockIsHeld(string key, string store, TimeSpan waited) =>
        new(ErrorKind.Unavailable,
            $"Object '{key}' in store '{store}' couldn't be written: another process has held its lock for {waited.TotalSeconds:0} seconds. Nothing was changed. Try again.");

    public static KartothekException UrlIsMalformed(string url) =>
        new(ErrorKind.Invalid, $"'{url}' is not the URL of a store: it has no scheme. A folder is written 'file:{url}'.");

    public static KartothekException UrlHasHost(string url, string host) =>
        new(ErrorKind.Invalid, $"The store URL '{url}' names the host '{host}', which a file URL can't. Write 'file:///…' for an absolute path and 'file:…' for a relative one.");

    public static KartothekException UrlPartNotSupported(string url, string part) =>
        new(ErrorKind.NotSupported, $"The store URL '{url}' has '{part}', which isn't supported. Leave it out; wrap the store in code where it needs a wrapper.");

    public static KartothekException UnknownScheme(string scheme, IEnumerable<string> known)
    {
        var service = scheme switch
        {
            "s3" or "hs3" => "Amazon S3",
            "azure" or "hazure" or "abfs" or "az" => "Azure Blob Storage",
            "gcs" or "hgcs" or "gs" => "Google Cloud Storage",
            "sqlite" => "SQLite",
            _ => null,
        };
        return new(ErrorKind.NotSupported,
            $"No store is known for the URL scheme '{scheme}'. {(service is null ? "" : $"{service} is not supported by this version. ")}"
            + $"Known are {string.Join(", ", known.Select(k => $"'{k}'"))}. Use one of these, or register a store of your own with 'ObjectStoreSchemes.With'.");
    }
}
