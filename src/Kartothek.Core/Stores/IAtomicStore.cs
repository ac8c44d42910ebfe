namespace Kartothek.Core;

/// <summary>A store in this process: it honours the conditions of puts, and a put that threw has not happened and won't.</summary>
internal interface IAtomicStore
{
    /// <summary>Whether that is so; a store that passes requests on has it from the other.</summary>
    bool IsAtomic { get; }

    /// <summary>Whether a store is one.</summary>
    static bool Is(IObjectStore store) => store is IAtomicStore { IsAtomic: true };
}
