using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Which URL schemes open which store. An immutable value: packages that bring a store add theirs with <see cref="With"/>.</summary>
public sealed class ObjectStoreSchemes
{
    private readonly ImmutableSortedDictionary<string, Func<string, IObjectStore>> _schemes;

    private ObjectStoreSchemes(ImmutableSortedDictionary<string, Func<string, IObjectStore>> schemes) => _schemes = schemes;

    /// <summary>
    /// The schemes of this assembly: <c>file</c> (<c>file:///absolute</c>, <c>file:relative</c>), <c>memory</c> (a new empty store each
    /// time), and the names that Python has for the same: <c>hfs</c> (<c>hfs:///absolute</c>, <c>hfs://relative</c>) and <c>hmemory</c>.
    /// </summary>
    public static ObjectStoreSchemes Default { get; } =
        new(ImmutableSortedDictionary<string, Func<string, IObjectStore>>.Empty
            .Add("file", StoreUrl.OpenFile)
            .Add("hfs", StoreUrl.OpenPython)
            .Add("hmemory", static _ => new MemoryStore("hmemory:"))
            .Add("memory", static _ => new MemoryStore()));

    /// <summary>The names of the schemes in alphabetical order.</summary>
    public IEnumerable<string> Names => _schemes.Keys;

    /// <summary>These schemes and another one, which replaces one of the same name.</summary>
    /// <param name="scheme">The name in lower case, without the colon.</param>
    /// <param name="open">Makes a store from the whole URL; does no I/O.</param>
    public ObjectStoreSchemes With(string scheme, Func<string, IObjectStore> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        ArgumentNullException.ThrowIfNull(open);
        return new(_schemes.SetItem(scheme.ToLowerInvariant(), open));
    }

    /// <summary>Opens the store of a URL; no request is made.</summary>
    /// <exception cref="Columns.KartothekException">
    /// The scheme isn't known (<see cref="Columns.ErrorKind.NotSupported"/>) or the URL is malformed
    /// (<see cref="Columns.ErrorKind.Invalid"/>).
    /// </exception>
    public IObjectStore Open(string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        var scheme = StoreUrl.SchemeOf(url) ?? throw CoreErrors.UrlIsMalformed(url);
        return _schemes.TryGetValue(scheme, out var open) ? open(url) : throw CoreErrors.UnknownScheme(scheme, Names);
    }
}
