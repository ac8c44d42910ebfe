using System.Security.Cryptography;
using System.Text;

namespace Kartothek.Core;

/// <summary>A digest of what a commit decides: the partitions in their order, and the indices.</summary>
internal static class HeaderDigest
{
    /// <summary>The digest, as hexadecimal digits.</summary>
    public static string Of(IEnumerable<Partition> partitions, IEnumerable<IndexReference> indices)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var partition in partitions)
        {
            Add(hash, 'p', partition.Label);
            foreach (var file in partition.Files)
            {
                Add(hash, 't', file.Table);
                Add(hash, 'k', file.Key);
            }
        }
        foreach (var index in indices.OrderBy(i => i.Column, StringComparer.Ordinal))
        {
            Add(hash, 'i', index.Column);
            Add(hash, 'k', index.Key ?? "");
            foreach (var entry in index.Entries)
            {
                Add(hash, 'v', entry.Value);
                foreach (var label in entry.Labels)
                {
                    Add(hash, 'l', label);
                }
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Each text is preceded by its kind and length, so that no two headers run together into the same bytes.
    private static void Add(IncrementalHash hash, char kind, string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{kind}{text.Length}:{text}"));
}
