using System.Buffers.Binary;
using System.Numerics;
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
        private const ulong Multiplier = 0x9E3779B97F4A7C15;

        // .NET's seed of the process, so that nobody can choose labels that collide.
        private static readonly ulong Seed = (ulong)HashCode.Combine(Multiplier) << 32 | (uint)HashCode.Combine(Multiplier, Multiplier);

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        /// <summary>Rotate, exclusive or, multiply, eight bytes at a time: labels are long, and a million of them are looked up.</summary>
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = Seed ^ (uint)alternate.Length;
            for (; alternate.Length >= sizeof(ulong); alternate = alternate[sizeof(ulong)..])
            {
                hash = (BitOperations.RotateLeft(hash, 5) ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate)) * Multiplier;
            }
            foreach (var b in alternate)
            {
                hash = (BitOperations.RotateLeft(hash, 5) ^ b) * Multiplier;
            }
            return (int)(hash >> 32);
        }
    }
}
