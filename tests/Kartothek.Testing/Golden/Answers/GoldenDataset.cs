using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Testing;

/// <summary>A dataset and what Python read from it. Fields that aren't recorded are null or empty.</summary>
public sealed class GoldenDataset
{
    private readonly FrozenDictionary<string, GoldenColumn> _byName;

    internal GoldenDataset(string uuid, string table, ImmutableArray<GoldenColumn> columns)
    {
        Uuid = uuid;
        Table = table;
        Columns = columns;
        _byName = columns.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);
        RowCount = columns.IsEmpty ? 0 : columns[0].Values.Length;
    }

    /// <summary>The dataset's UUID.</summary>
    public string Uuid { get; }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The columns in the order of the dataset's schema.</summary>
    public ImmutableArray<GoldenColumn> Columns { get; }

    /// <summary>The rows of all partitions.</summary>
    public int RowCount { get; }

    /// <summary>The column that identifies a row.</summary>
    public string? RowId { get; init; }

    /// <summary>How the dataset was created.</summary>
    public JsonElement? Spec { get; init; }

    /// <summary>The version in the header.</summary>
    public int? MetadataVersion { get; init; }

    /// <summary>The partition columns.</summary>
    public ImmutableArray<string>? PartitionKeys { get; init; }

    /// <summary>The user's metadata.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Whether the header lists the partitions.</summary>
    public bool? HasExplicitPartitions { get; init; }

    /// <summary>The partitions in the order of the rows; null where they aren't recorded.</summary>
    public ImmutableArray<GoldenPartition>? Partitions { get; init; }

    /// <summary>The indices; null where they aren't recorded.</summary>
    public ImmutableArray<GoldenIndex>? Indices { get; init; }

    /// <summary>The queries.</summary>
    public ImmutableArray<GoldenQuery> Queries { get; init; } = [];

    /// <summary>Per list of columns, the groups as ascending row ids, sorted by the text of their ranges.</summary>
    public ImmutableArray<(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<long>> Groups)> DispatchBy { get; init; } = [];

    /// <summary>What Python's garbage collection would remove; null where it wasn't asked.</summary>
    public ImmutableArray<string>? Garbage { get; init; }

    /// <summary>The column of a name.</summary>
    public GoldenColumn this[string name] =>
        _byName.TryGetValue(name, out var column) ? column : throw new KeyNotFoundException($"Dataset '{Uuid}' has no column '{name}'.");

    /// <summary>The ids of the rows; null where no column identifies a row.</summary>
    public ImmutableArray<long>? RowIds => RowId is null ? null : [.. this[RowId].Values.Select(Convert.ToInt64)];

    /// <summary>The columns as a schema.</summary>
    public Schema Schema => new(Columns.Select(column => new Field(column.Name, column.Type)));

    /// <summary>The key of the file that holds a row.</summary>
    public string FileOf(int row) => Partitions!.Value.First(partition => row < partition.FirstRow + partition.RowCount).Key;

    /// <inheritdoc/>
    public override string ToString() => $"{Uuid}, table '{Table}'";
}
