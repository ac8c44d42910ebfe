using System.Text;

namespace Kartothek.Core;

/// <summary>
/// The positions of partitions by the UTF-8 of their labels, so that reading an index makes no text per entry. Safe for use by several
/// threads at once.
/// </summary>
internal sealed class LabelLookup
{
    private readonly Dictionary<byte[], int> _positions;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    /// <summary>Takes labels in the order of their positions.</summary>
    public LabelLookup(IReadOnlyCollection<string> labels)
    {
        _positions = new Dictionary<byte[], int>(labels.Count, new LabelComparer());
        foreach (var label in labels)
        {
            _positions[Encoding.UTF8.GetBytes(label)] = _positions.Count;
        }
        _byBytes = _positions.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The position of a label, or -1 where there is none of that name.</summary>
    public int this[ReadOnlySpan<byte> label] => _byBytes.TryGetValue(label, out var position) ? position : -1;
}
