using System.Collections.Concurrent;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Memory of blocks that were consumed, for those that come.</summary>
internal sealed class BlockCopies
{
    // Held weakly: what no run uses goes with the next collection of its generation.
    private static readonly WeakReference<BlockCopies> Last = new(null!);

    // The one that was used last is in a cache.
    private readonly ConcurrentStack<ScannedBlock> _blocks = [];
    private readonly ConcurrentStack<DictionaryCopies> _dictionaries = [];

    /// <summary>The memory of this process's runs.</summary>
    public static BlockCopies Shared
    {
        get
        {
            lock (Last)
            {
                if (!Last.TryGetTarget(out var copies))
                {
                    Last.SetTarget(copies = new());
                }
                return copies;
            }
        }
    }

    public ScannedBlock RentBlock() => _blocks.TryPop(out var block) ? block : new();

    public DictionaryCopies RentDictionaries() => _dictionaries.TryPop(out var dictionaries) ? dictionaries : new();

    public void Return(ScannedBlock block) => _blocks.Push(block);

    /// <summary>Takes the dictionaries of a task back, all of whose blocks were consumed.</summary>
    public void Return(DictionaryCopies dictionaries)
    {
        dictionaries.Reset();
        _dictionaries.Push(dictionaries);
    }
}
