using System.Collections.Concurrent;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Memory of blocks that were consumed, for those that come.</summary>
internal sealed class BlockCopies
{
    // Held weakly: what no run uses goes with the next collection of its generation.
    private static readonly WeakReference<BlockCopies> Last = new(null!);

    private readonly ConcurrentBag<ScannedBlock> _blocks = [];
    private readonly ConcurrentBag<DictionaryCopies> _dictionaries = [];

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

    public ScannedBlock RentBlock() => _blocks.TryTake(out var block) ? block : new();

    public DictionaryCopies RentDictionaries() => _dictionaries.TryTake(out var dictionaries) ? dictionaries : new();

    public void Return(ScannedBlock block) => _blocks.Add(block);

    /// <summary>Takes the dictionaries of a task back, all of whose blocks were consumed.</summary>
    public void Return(DictionaryCopies dictionaries)
    {
        dictionaries.Reset();
        _dictionaries.Add(dictionaries);
    }
}
