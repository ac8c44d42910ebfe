using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What can be wrong with a header by itself: labels, keys, partition values, a second header.</summary>
internal static class HeaderCheck
{
    /// <summary>Labels that stand twice in the text of a header. No request; only headers that list partitions have any.</summary>
    public static IEnumerable<VerifyFinding> FindLabelsTwice(ReadOnlyMemory<byte> json, string key)
    {
        var twice = new List<VerifyFinding>();
        using var document = JsonDocument.Parse(BareNumbers.Quote(json.Span) ?? json, new JsonDocumentOptions { MaxDepth = 512 });
        if (document.RootElement.TryGetProperty("partitions", out var partitions) && partitions.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            twice.AddRange(partitions.EnumerateObject().Where(p => !seen.Add(p.Name)).Select(p => Findings.LabelTwice(key, p.Name)));
        }
        return twice;
    }

    /// <summary>Files that two partitions refer to.</summary>
    public static IEnumerable<VerifyFinding> FindKeysTwice(DatasetHeader header)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var partition in header.Partitions)
        {
            foreach (var file in partition.Files)
            {
                if (!labels.TryAdd(file.Key, partition.Label))
                {
                    yield return Findings.KeyTwice(file.Key, partition.Label, labels[file.Key]);
                }
            }
        }
    }

    /// <summary>Keys whose partition values don't fit the header's partition columns, their types, or the label.</summary>
    /// <param name="header">The header.</param>
    /// <param name="schema">The types; null where the schema can't be read.</param>
    public static IEnumerable<VerifyFinding> FindPartitionKeys(DatasetHeader header, Schema? schema)
    {
        foreach (var partition in header.Partitions)
        {
            foreach (var file in partition.Files)
            {
                if (Check(header, schema, partition, file.Key) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static VerifyFinding? Check(DatasetHeader header, Schema? schema, Partition partition, string key)
    {
        ImmutableArray<KeyPair> pairs, labelled;
        try
        {
            pairs = DataKey.Parse(key).Pairs;
            // A label is what comes behind dataset and table in a key.
            labelled = DataKey.Parse($"{header.Uuid}/{DatasetKeys.DefaultTable}/{partition.Label}").Pairs;
        }
        catch (KartothekException e)
        {
            return Findings.PartitionKeys(key, null, e.Message);
        }
        if (!pairs.Select(p => p.Column).SequenceEqual(header.PartitionKeys))
        {
            return Findings.PartitionKeys(
                key, null, $"Key '{key}' has values of the columns {Names(pairs.Select(p => p.Column))}, and the header says that the dataset is partitioned by {Names(header.PartitionKeys)}.");
        }
        // Python's users chose labels without values.
        if (!labelled.IsEmpty && !labelled.Select(Decoded).SequenceEqual(pairs.Select(Decoded)))
        {
            return Findings.PartitionKeys(key, null, $"Key '{key}' has other partition values than its label '{partition.Label}'.");
        }
        foreach (var pair in pairs)
        {
            if (schema is null || !schema.TryGet(pair.Column, out var field))
            {
                continue;
            }
            try
            {
                PartitionValue.Parse(pair, PartitionTypes.Of(field, [partition], partition.Files[0].Table).Type, key);
            }
            catch (KartothekException e)
            {
                return Findings.PartitionKeys(key, pair.Column, e.Message);
            }
        }
        return null;
    }

    private static (string, string) Decoded(KeyPair pair) => (pair.Column, Convert.ToHexString(PercentCode.DecodeBytes(pair.EncodedValue)));

    private static string Names(IEnumerable<string> columns) => columns.Any() ? string.Join(", ", columns.Select(c => $"'{c}'")) : "no column";
}
