using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Which store a context reads, and how.</summary>
public sealed class ContextOptions
{
    /// <summary>Makes the store; null as long as none was named.</summary>
    internal Func<IServiceProvider, IObjectStore>? OpenStore { get; private set; }

    /// <summary>How datasets are opened. Their <see cref="DatasetOptions.Logger"/> is the container's where none is set.</summary>
    public DatasetOptions Datasets { get; set; } = new();

    /// <summary>Reads a store that is opened by its URL when it is first needed, and disposed with the container.</summary>
    /// <param name="url">For example <c>file:///data/lake</c>.</param>
    /// <param name="schemes">The known schemes; <see cref="ObjectStoreSchemes.Default"/> where none are given.</param>
    public ContextOptions UseStore(string url, ObjectStoreSchemes? schemes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return UseStore(_ => ObjectStore.Open(url, schemes));
    }

    /// <summary>Reads a store that the caller made, and disposes of.</summary>
    public ContextOptions UseStore(IObjectStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        IsBorrowed = true;
        OpenStore = _ => store;
        return this;
    }

    /// <summary>Reads a store that the container makes, and disposes of.</summary>
    public ContextOptions UseStore(Func<IServiceProvider, IObjectStore> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        IsBorrowed = false;
        OpenStore = open;
        return this;
    }

    /// <summary>Whether the store belongs to the caller.</summary>
    internal bool IsBorrowed { get; private set; }
}
