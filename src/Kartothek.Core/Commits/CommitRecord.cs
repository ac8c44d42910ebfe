using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Our one entry in the metadata of a header, which Python carries along unchanged. Immutable.</summary>
/// <remarks>
/// That Python carries it along is what the whole protocol stands on: a header that was derived from one of our commits names it among the last
/// <see cref="RecentLimit"/>, whoever wrote the header.
/// </remarks>
internal sealed record CommitRecord
{
    /// <summary>The key of the entry in the header's metadata.</summary>
    public const string MetadataKey = "kartothek.linq";

    /// <summary>How many of the last commits a header names.</summary>
    public const int RecentLimit = 128;

    /// <summary>The number of the commit: one more than that of the newest that its writer knew.</summary>
    public required long Number { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The commit itself, then those that it stands on, newest first; at most <see cref="RecentLimit"/>.</summary>
    public required ImmutableArray<RecentCommit> Recent { get; init; }

    /// <summary>The digest of partitions and indices (<see cref="HeaderDigest"/>): where it doesn't fit the header, Python has committed since.</summary>
    public required string Digest { get; init; }

    /// <summary>The schema of each table.</summary>
    public required ImmutableSortedDictionary<string, TableRecord> Tables { get; init; }

    /// <summary>Which versions the dataset keeps.</summary>
    public HistoryRetention Retention { get; init; } = HistoryRetention.Default;

    /// <summary>How much it changed.</summary>
    public CommitCounts Counts { get; init; }

    /// <summary>The id of the commit.</summary>
    public string Id => Recent[0].Id;

    /// <summary>What it was.</summary>
    public CommitKind Kind => Recent[0].Kind;

    /// <summary>Whether a commit is this one or one of those before it that the header names.</summary>
    public bool Contains(string id) => Recent.Any(r => r.Id == id);

    /// <summary>Reads the entry, or gives null where the metadata has none that can be read: Python made the dataset, or something wrote over the entry.</summary>
    public static CommitRecord? Read(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty(MetadataKey, out var entry))
        {
            return null;
        }
        try
        {
            ImmutableArray<RecentCommit> recent =
            [
                .. entry.GetProperty("recent").EnumerateArray()
                    .Select(r => new RecentCommit(r[0].GetString()!, Enum.TryParse<CommitKind>(r[1].GetString(), true, out var kind) ? kind : CommitKind.Unknown)),
            ];
            return new CommitRecord
            {
                Number = entry.GetProperty("number").GetInt64(),
                Time = DateTimeOffset.Parse(entry.GetProperty("time").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Recent = recent.IsEmpty ? throw new InvalidOperationException("It names no commit.") : recent,
                Digest = entry.GetProperty("digest").GetString()!,
                Tables = entry.GetProperty("tables").EnumerateObject().ToImmutableSortedDictionary(
                    t => t.Name,
                    t => new TableRecord(TypeJson.ReadSchema(t.Value.GetProperty("schema")), t.Value.GetProperty("commit").GetString()!),
                    StringComparer.Ordinal),
                Counts = new CommitCounts(
                    entry.GetProperty("files_added").GetInt32(),
                    entry.GetProperty("files_removed").GetInt32(),
                    entry.GetProperty("rows_added") is { ValueKind: JsonValueKind.Number } rows ? rows.GetInt64() : null),
                Retention = new HistoryRetention
                {
                    MaxVersions = entry.GetProperty("keep_versions").GetInt32(),
                    MaxAge = TimeSpan.FromSeconds(entry.GetProperty("keep_seconds").GetDouble()),
                },
            };
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or ArgumentException or KartothekException or IndexOutOfRangeException)
        {
            // Some other program wrote it; what it says can't be trusted.
            return null;
        }
    }

    /// <summary>The entry.</summary>
    public JsonObject ToJson()
    {
        var tables = new JsonObject();
        foreach (var (name, table) in Tables)
        {
            tables[name] = new JsonObject { ["commit"] = table.CommitId, ["schema"] = SchemaJson(table.Schema) };
        }
        return new JsonObject
        {
            ["number"] = Number,
            ["time"] = Time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
            ["recent"] = new JsonArray([.. Recent.Select(r => new JsonArray(r.Id, r.Kind.ToString().ToLowerInvariant()))]),
            ["files_added"] = Counts.FilesAdded,
            ["files_removed"] = Counts.FilesRemoved,
            ["rows_added"] = Counts.RowsAdded,
            ["digest"] = Digest,
            ["tables"] = tables,
            ["keep_versions"] = Retention.MaxVersions,
            ["keep_seconds"] = Retention.MaxAge.TotalSeconds,
        };
    }

    private static JsonNode? SchemaJson(Schema schema)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            TypeJson.Write(writer, "fields", schema);
            writer.WriteEndObject();
        }
        return JsonNode.Parse(Encoding.UTF8.GetString(buffer.ToArray()))!["fields"]!.DeepClone();
    }
}
