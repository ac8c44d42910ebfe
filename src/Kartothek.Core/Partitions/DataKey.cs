using System.Collections.Immutable;
using System.Text;

namespace Kartothek.Core;

/// <summary>What the key of a data file says (format.md 1.3): dataset, table, partition values, file name.</summary>
/// <param name="Uuid">The dataset, or the whole key where it has fewer than three parts.</param>
/// <param name="Table">The table, or null where the key has fewer than three parts.</param>
/// <param name="Pairs">
/// The partition values in the order of the key. A part between table and file counts only where it has exactly one <c>=</c>, so a value that
/// Python wrote with a raw slash ends before it, as it does when Python reads.
/// </param>
/// <param name="File">The file name, or null where the key has fewer than three parts.</param>
internal sealed record DataKey(string Uuid, string? Table, ImmutableArray<KeyPair> Pairs, string? File)
{
    /// <summary>Takes a key apart.</summary>
    /// <exception cref="Columns.KartothekException">A column name isn't UTF-8 (<see cref="Columns.ErrorKind.Corrupt"/>).</exception>
    public static DataKey Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split('/');
        if (parts.Length < 3)
        {
            return new DataKey(key, null, [], null);
        }
        var pairs = ImmutableArray.CreateBuilder<KeyPair>();
        foreach (var part in parts.AsSpan(2..^1))
        {
            var equals = part.IndexOf('=');
            if (equals >= 0 && part.IndexOf('=', equals + 1) < 0)
            {
                var column = PercentCode.TryDecode(part.AsSpan(0, equals), out var name) ? name : throw CoreErrors.KeyIsNotText(key, part);
                pairs.Add(new KeyPair(column, part[(equals + 1)..]));
            }
        }
        return new DataKey(parts[0], parts[1], pairs.DrainToImmutable(), parts[^1]);
    }

    /// <summary>The label that Python gives the file of this key where the header lists no partitions (format.md 2.5).</summary>
    public string ImplicitLabel()
    {
        var label = new StringBuilder();
        foreach (var pair in Pairs)
        {
            label.Append(PercentCode.Encode(pair.Column)).Append('=').Append(PercentCode.Encode(PercentCode.DecodeBytes(pair.EncodedValue))).Append('/');
        }
        return label.Append(File!.Replace(DatasetKeys.ParquetSuffix, "", StringComparison.Ordinal)).ToString();
    }
}
