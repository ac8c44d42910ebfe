using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>An immutable snapshot of one table of a dataset: what its header said when it was opened.</summary>
/// <remarks>
/// Later commits of others don't change it: data and index files are never overwritten, and stay until somebody collects garbage.
/// Secondary indices are loaded when a predicate first needs them, and footers are kept. Safe for use by several threads at once.
/// </remarks>
public sealed partial class Dataset
{
    internal Dataset(IObjectStore store, string uuid, string table, Schema schema, ImmutableArray<string> partitionColumns)
    {
        Store = store;
        Uuid = uuid;
        Table = table;
        Schema = schema;
        PartitionColumns = partitionColumns;
    }

    /// <summary>The store that it lies in. The dataset doesn't own it.</summary>
    public IObjectStore Store { get; }

    /// <summary>The name of the dataset.</summary>
    public string Uuid { get; }

    /// <summary>The table that is read.</summary>
    public string Table { get; }

    /// <summary>The tables of the dataset, sorted.</summary>
    public ImmutableArray<string> Tables { get; internal init; } = [];

    /// <summary>The columns of the table as <c>_common_metadata</c> has them: partition columns first, the others by name.</summary>
    public Schema Schema { get; }

    /// <summary>The columns whose values are in the keys of the files rather than in the files, in the order of the keys.</summary>
    public ImmutableArray<string> PartitionColumns { get; }

    /// <summary>The columns that have a secondary index, sorted.</summary>
    public ImmutableArray<string> IndexColumns { get; internal init; } = [];

    /// <summary>The files of the table in the order of the header, which is the order of the rows.</summary>
    public ImmutableArray<DatasetPartition> Partitions { get; internal init; } = [];

    /// <summary>What users stored with the dataset: a JSON object.</summary>
    public JsonElement Metadata { get; internal init; }

    /// <summary>How the dataset was opened.</summary>
    public DatasetOptions Options { get; internal init; } = new();

    /// <summary>How many requests opening it took.</summary>
    public int OpeningRequests { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Uuid;
}
