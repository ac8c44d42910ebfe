using System.Text;

namespace Kartothek.Core;

/// <summary>The positions of partitions by the UTF-8 of their labels, so that reading an index makes no text per entry. Safe for use by several threads at once.</summary>
internal sealed class LabelLookup
{
    private readonly Dictionary<byte[], int> _positions;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    /// <summary>Takes labels in the order of their positions.</summary>
    public LabelLookup(IReadOnlyCollection<string> labels)
    {
        _positions = new Dictionary<byte[], int>(labels.Count, new BytesComparer());
        foreach (var label in labels)
        {
            _positions[Encoding.UTF8.GetBytes(label)] = _positions.Count;
        }
        _byBytes = _positions.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The position of a label, or -1 where there is none of that name.</summary>
    public int this[ReadOnlySpan<byte> label] => _byBytes.TryGetValue(label, out var position) ? position : -1;

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
