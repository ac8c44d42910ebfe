using System.Globalization;
using System.Text.RegularExpressions;

namespace Kartothek.Core;

/// <summary>The keys of a dataset's objects (format.md 1.1), and the rule for its name (1.8).</summary>
internal static partial class DatasetKeys
{
    /// <summary>What the key of a JSON header ends with.</summary>
    public const string JsonSuffix = ".by-dataset-metadata.json";

    /// <summary>What the key of a msgpack header ends with.</summary>
    public const string MessagePackSuffix = ".by-dataset-metadata.msgpack.zstd";

    /// <summary>What the key of an index file ends with.</summary>
    public const string IndexSuffix = ".by-dataset-index.parquet";

    /// <summary>What the key of a Parquet file ends with.</summary>
    public const string ParquetSuffix = ".parquet";

    /// <summary>The name of a schema file.</summary>
    public const string SchemaFile = "_common_metadata";

    /// <summary>The table of a dataset that names none.</summary>
    public const string DefaultTable = "table";

    /// <summary>The folder of index files.</summary>
    internal const string IndexFolder = "indices";

    /// <summary>The key of the JSON header.</summary>
    public static string JsonHeader(string uuid) => uuid + JsonSuffix;

    /// <summary>The key of the msgpack header.</summary>
    public static string MessagePackHeader(string uuid) => uuid + MessagePackSuffix;

    /// <summary>The key of a table's schema.</summary>
    public static string Schema(string uuid, string table) => $"{uuid}/{table}/{SchemaFile}";

    /// <summary>The key of a partition's data file.</summary>
    public static string DataFile(string uuid, string table, string label) => $"{uuid}/{table}/{label}{ParquetSuffix}";

    /// <summary>The key of a new index file (format.md 1.7): <c>u/indices/column/2024-03-05T09%3A30%3A00.123456-commit.by-dataset-index.parquet</c>.</summary>
    /// <param name="uuid">The dataset.</param>
    /// <param name="column">The indexed column.</param>
    /// <param name="time">When the index was made; Python's readers follow the header and never parse it.</param>
    /// <param name="commitId">The commit, so that two writers at the same moment have two keys.</param>
    public static string Index(string uuid, string column, DateTimeOffset time, string commitId)
    {
        var utc = time.UtcDateTime;
        var hasFraction = utc.Ticks % TimeSpan.TicksPerSecond >= TimeSpan.TicksPerMicrosecond;
        var stamp = utc.ToString(hasFraction ? "yyyy-MM-ddTHH:mm:ss.ffffff" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return $"{uuid}/{IndexFolder}/{PercentCode.Encode(column)}/{PercentCode.Encode(stamp)}-{commitId}{IndexSuffix}";
    }

    /// <summary>Whether a text can be the name of a dataset: ASCII letters, digits, <c>+</c>, <c>-</c> and <c>_</c>, at least one.</summary>
    public static bool IsUuid(string? text) => text is not null && UuidPattern().IsMatch(text);

    /// <summary>Refuses a text that can't be the name of a dataset.</summary>
    public static void RequireUuid(string? uuid)
    {
        if (!IsUuid(uuid))
        {
            throw CoreErrors.UuidIsInvalid(uuid);
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9+\-_]+\z")]
    private static partial Regex UuidPattern();
}
