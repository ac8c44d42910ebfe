using System.Runtime.InteropServices;

namespace Kartothek.Parquet;

/// <summary>Parquet's bloom filter: blocks of 256 bits, in one of which a value's hash sets eight bits.</summary>
/// <remarks>See parquet-format's BloomFilter.md. Values are hashed by XXH64 of their PLAIN form, byte arrays without their length.</remarks>
internal sealed class SplitBlockFilter
{
    /// <summary>The most bytes of a filter.</summary>
    public const int MaxBytes = 128 * 1024 * 1024;

    private const int BlockBytes = 32;

    private static readonly uint[] Salt = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31];

    private readonly uint[] _words;

    private SplitBlockFilter(uint[] words) => _words = words;

    /// <summary>The filter's bits, in their stored form.</summary>
    public ReadOnlySpan<byte> Bits => MemoryMarshal.AsBytes<uint>(_words);

    /// <summary>An empty filter for so many distinct values, with at most one false positive in a hundred.</summary>
    public static SplitBlockFilter Create(long distinct)
    {
        var bits = -8.0 * Math.Max(1, distinct) / Math.Log(1 - Math.Pow(0.01, 1.0 / 8));
        var bytes = BlockBytes;
        while (bytes < MaxBytes && bytes * 8.0 < bits)
            bytes *= 2;
        return new(new uint[bytes / 4]);
    }

    /// <summary>The filter of some hashes, which are sorted on the way.</summary>
    public static SplitBlockFilter Of(Span<ulong> hashes)
    {
        hashes.Sort();
        var distinct = hashes.IsEmpty ? 0 : 1;
        for (var i = 1; i < hashes.Length; i++)
            distinct += hashes[i] != hashes[i - 1] ? 1 : 0;
        var filter = Create(distinct);
        foreach (var hash in hashes)
            filter.Add(hash);
        return filter;
    }

    /// <summary>A filter from its stored bits; null where their number can't be.</summary>
    public static SplitBlockFilter? Load(ReadOnlySpan<byte> bits) =>
        bits.Length is 0 or > MaxBytes || bits.Length % BlockBytes != 0 ? null : new(MemoryMarshal.Cast<byte, uint>(bits).ToArray());

    /// <summary>Adds a value by its hash.</summary>
    public void Add(ulong hash)
    {
        var block = Block(hash);
        for (var i = 0; i < Salt.Length; i++)
            block[i] |= 1u << (int)(((uint)hash * Salt[i]) >> 27);
    }

    /// <summary>Whether a value may have been added; if not, it surely wasn't.</summary>
    public bool MayContain(ulong hash)
    {
        var block = Block(hash);
        for (var i = 0; i < Salt.Length; i++)
        {
            if ((block[i] & (1u << (int)(((uint)hash * Salt[i]) >> 27))) == 0)
                return false;
        }
        return true;
    }

    private Span<uint> Block(ulong hash) => _words.AsSpan((int)(((hash >> 32) * (ulong)(_words.Length / 8)) >> 32) * 8, 8);
}
