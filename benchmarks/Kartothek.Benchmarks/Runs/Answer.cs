using System.Runtime.InteropServices;

namespace Kartothek.Benchmarks;

/// <summary>What an answer is compared by.</summary>
/// <param name="Count">The rows.</param>
/// <param name="Digest">A sum over the rows that doesn't depend on their order: of digests of records, of keys of streamed rows.</param>
/// <param name="Sum">A sum or 0.</param>
internal readonly record struct Answer(long Count, ulong Digest, double Sum)
{
    /// <summary>The answer that records give.</summary>
    public static Answer Of<T>(List<T> rows)
        where T : IDigested
    {
        var digest = 0UL;
        foreach (var row in CollectionsMarshal.AsSpan(rows))
            digest += row.Digest;

        return new Answer(rows.Count, digest, 0);
    }

    public static Answer OfSum(double sum) => new(0, 0, sum);

    public static Answer OfCount(long count) => new(count, 0, 0);

    /// <summary>Whether the answers are equal, sums within 1e-9: they are added in different orders.</summary>
    public bool Agrees(Answer other, bool comparesDigest) =>
        Count == other.Count
        && (!comparesDigest || Digest == other.Digest)
        && Math.Abs(Sum - other.Sum) <= 1e-9 * Math.Max(Math.Abs(Sum), Math.Abs(other.Sum));
}
