using System.Buffers;

namespace Kartothek.Core;

/// <summary>The rules that every store has for its keys (format.md 1.9).</summary>
internal static class StoreKey
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\\`!\"#$%&'()+,-.<=>?@[]^_{}~/ ");

    /// <summary>Refuses a key that no store can hold.</summary>
    public static void Check(string key, string store)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is "" or "/")
        {
            throw CoreErrors.KeyIsEmpty(key, store);
        }
        var wrong = key.AsSpan().IndexOfAnyExcept(Allowed);
        if (wrong >= 0)
        {
            throw CoreErrors.KeyHasCharacter(key, wrong, store);
        }
    }

    /// <summary>Refuses a prefix that no key can begin with.</summary>
    public static void CheckPrefix(string prefix, string store)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var wrong = prefix.AsSpan().IndexOfAnyExcept(Allowed);
        if (wrong >= 0)
        {
            throw CoreErrors.KeyHasCharacter(prefix, wrong, store);
        }
    }
}
