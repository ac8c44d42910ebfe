using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The footers that were used last, by the key of their file. Data files never change, so none goes stale. Safe for use by several threads.</summary>
internal sealed class FooterCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<ParquetFooter>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<ParquetFooter> _byUse = new();

    /// <summary>Looks a footer up, and makes it the last used one.</summary>
    public ParquetFooter? Find(string key)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                return null;
            }
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps a footer, and drops the one that wasn't used for longest where there are too many.</summary>
    public void Add(string key, ParquetFooter footer)
    {
        lock (_gate)
        {
            if (capacity <= 0 || _nodes.ContainsKey(key))
            {
                return;
            }
            _nodes.Add(key, _byUse.AddFirst(footer));
            if (_nodes.Count > capacity)
            {
                // Footers are named by the key of their file.
                _nodes.Remove(_byUse.Last!.Value.FileName);
                _byUse.RemoveLast();
            }
        }
    }
}
