using System.Collections.Immutable;
using System.Text.Json;

namespace Kartothek.Core;

/// <summary>Reads the JSON of a header (format.md 2.1 to 2.3). Unknown keys are ignored.</summary>
internal static class HeaderJson
{
    private const int SupportedVersion = 4;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    /// <summary>Reads a header; one without partitions is implicit, and has none yet.</summary>
    public static DatasetHeader Parse(ReadOnlyMemory<byte> json, string key, HeaderFormat format, VersionToken token)
    {
        using var document = ParseTolerantly(json, key);
        try
        {
            return Read(document.RootElement, key, format, token);
        }
        catch (InvalidOperationException e)
        {
            // Text with lone surrogates, or an element of another kind than its key asks for.
            throw CoreErrors.HeaderIsCorrupt(key, e.Message, e);
        }
    }

    private static DatasetHeader Read(JsonElement root, string key, HeaderFormat format, VersionToken token)
    {
        Require(root, JsonValueKind.Object, "the header", key);
        if (RenameSeal.Read(root) is { } newUuid)
        {
            throw CoreErrors.DatasetRenamed(key, newUuid);
        }
        RefuseOtherVersions(root, key);
        var uuid = root.TryGetProperty("dataset_uuid", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : throw CoreErrors.HeaderIsCorrupt(key, "'dataset_uuid' is missing or no text");
        var isExplicit = root.TryGetProperty("partitions", out var listed);
        var partitions = isExplicit ? ReadPartitions(listed, key) : [];
        var stated = ReadPartitionKeys(root, key);
        var partitionKeys = stated ?? InferPartitionKeys(partitions);
        return new DatasetHeader
        {
            Uuid = uuid,
            Key = key,
            Format = format,
            Token = token,
            Metadata = root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata.Clone() : EmptyObject,
            IsExplicit = isExplicit,
            Partitions = partitions,
            PartitionKeys = partitionKeys,
            HasPartitionKeys = stated is not null,
            Indices = root.TryGetProperty("indices", out var indices) && indices.ValueKind != JsonValueKind.Null ? ReadIndices(indices, partitionKeys, key) : [],
            Tables = TablesOf(partitions),
        };
    }

    /// <summary>The partition columns that the first partition's first key names (format.md 2.1).</summary>
    public static ImmutableArray<string> InferPartitionKeys(ImmutableArray<Partition> partitions) =>
        partitions is [{ Files: [var first, ..] }, ..] ? [.. DataKey.Parse(first.Key).Pairs.Select(p => p.Column)] : [];

    /// <summary>The tables of the partitions, those of the first partition first.</summary>
    public static ImmutableArray<string> TablesOf(ImmutableArray<Partition> partitions)
    {
        var tables = ImmutableArray.CreateBuilder<string>();
        foreach (var partition in partitions)
        {
            foreach (var file in partition.Files)
            {
                if (!tables.Contains(file.Table))
                {
                    tables.Add(file.Table);
                }
            }
        }
        return tables.DrainToImmutable();
    }

    private static JsonDocument ParseTolerantly(ReadOnlyMemory<byte> json, string key)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException e)
        {
            // Python's older JSON writers put bare NaN and Infinity into user metadata. Only a text that fails is looked at twice.
            if (BareNumbers.Quote(json.Span) is { } quoted)
            {
                try
                {
                    return JsonDocument.Parse(quoted, Options);
                }
                catch (JsonException)
                {
                    // The first error is the better one to report.
                }
            }
            throw CoreErrors.HeaderIsCorrupt(key, e.Message, e);
        }
    }

    private static void RefuseOtherVersions(JsonElement root, string key)
    {
        if (!root.TryGetProperty("dataset_metadata_version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt64(out var number))
        {
            throw CoreErrors.HeaderIsCorrupt(key, "'dataset_metadata_version' is missing or no whole number");
        }
        if (number != SupportedVersion)
        {
            throw CoreErrors.HeaderVersion(key, number, SupportedVersion);
        }
    }

    private static ImmutableArray<Partition> ReadPartitions(JsonElement listed, string key)
    {
        Require(listed, JsonValueKind.Object, "'partitions'", key);
        var partitions = ImmutableArray.CreateBuilder<Partition>();
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in listed.EnumerateObject())
        {
            Require(property.Value, JsonValueKind.Object, $"partition '{property.Name}'", key);
            if (!property.Value.TryGetProperty("files", out var files))
            {
                throw CoreErrors.HeaderIsCorrupt(key, $"partition '{property.Name}' has no 'files'");
            }
            Require(files, JsonValueKind.Object, $"'files' of partition '{property.Name}'", key);
            var partition = new Partition(property.Name, ReadFiles(files, tables));
            // As in Python the last of two equal keys counts, in the place of the first.
            if (ordinals.TryAdd(partition.Label, partitions.Count))
            {
                partitions.Add(partition);
            }
            else
            {
                partitions[ordinals[partition.Label]] = partition;
            }
        }
        return partitions.DrainToImmutable();
    }

    /// <summary>Reads the files of a partition. The few table names are shared by all partitions.</summary>
    private static ImmutableArray<TableFile> ReadFiles(JsonElement files, Dictionary<string, string> tables)
    {
        var read = ImmutableArray.CreateBuilder<TableFile>(1);
        foreach (var file in files.EnumerateObject())
        {
            if (!tables.TryGetValue(file.Name, out var table))
            {
                tables.Add(table = file.Name, table);
            }
            read.Add(new TableFile(table, file.Value.GetString() ?? throw new InvalidOperationException($"The file of table '{table}' is null.")));
        }
        return read.DrainToImmutable();
    }

    private static ImmutableArray<string>? ReadPartitionKeys(JsonElement root, string key)
    {
        if (!root.TryGetProperty("partition_keys", out var keys) || keys.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        Require(keys, JsonValueKind.Array, "'partition_keys'", key);
        return [.. keys.EnumerateArray().Select(k => k.GetString() ?? throw CoreErrors.HeaderIsCorrupt(key, "'partition_keys' holds a null"))];
    }

    private static ImmutableArray<IndexReference> ReadIndices(JsonElement indices, ImmutableArray<string> partitionKeys, string key)
    {
        Require(indices, JsonValueKind.Object, "'indices'", key);
        var read = ImmutableArray.CreateBuilder<IndexReference>();
        foreach (var index in indices.EnumerateObject())
        {
            if (partitionKeys.Contains(index.Name))
            {
                continue;
            }
            if (index.Value.ValueKind == JsonValueKind.String)
            {
                read.Add(IndexReference.InFile(index.Name, index.Value.GetString()!));
                continue;
            }
            Require(index.Value, JsonValueKind.Object, $"index '{index.Name}'", key);
            var entries = ImmutableArray.CreateBuilder<EmbeddedEntry>();
            foreach (var entry in index.Value.EnumerateObject())
            {
                Require(entry.Value, JsonValueKind.Array, $"value '{entry.Name}' of index '{index.Name}'", key);
                entries.Add(new EmbeddedEntry(entry.Name, [.. entry.Value.EnumerateArray().Select(l => l.GetString() ?? "")]));
            }
            // An empty object is what Python writes for an index that it hadn't loaded: it says nothing about any row.
            if (entries.Count > 0)
            {
                read.Add(IndexReference.Embedded(index.Name, entries.DrainToImmutable()));
            }
        }
        return read.DrainToImmutable();
    }

    private static void Require(JsonElement element, JsonValueKind kind, string what, string key)
    {
        if (element.ValueKind != kind)
        {
            throw CoreErrors.HeaderIsCorrupt(key, $"{what} is {element.ValueKind}, not {kind}");
        }
    }
}
