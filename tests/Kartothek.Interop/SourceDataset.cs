using System.Collections.Immutable;
using Kartothek.Core;

namespace Kartothek.Interop;

/// <summary>A dataset that is written anew, with all its tables.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Tables">Its tables, in the order of the answers.</param>
internal sealed record SourceDataset(DatasetHeader Header, ImmutableArray<Dataset> Tables)
{
    /// <summary>Opens a dataset.</summary>
    public static async Task<SourceDataset> OpenAsync(IObjectStore store, string uuid, IEnumerable<string> tables)
    {
        var header = await DatasetHeader.ReadAsync(store, uuid);
        var opened = ImmutableArray.CreateBuilder<Dataset>();
        foreach (var table in tables)
        {
            opened.Add(await Dataset.OpenAsync(store, uuid, new DatasetOptions { Table = table, MaxParallelism = 1 }));
        }
        return new SourceDataset(header, opened.DrainToImmutable());
    }

    /// <summary>The rows of a table's file in one partition.</summary>
    public static async Task<BlockSource> RowsAsync(Dataset table, Partition partition)
    {
        var header = new DatasetHeader
        {
            Uuid = table.Header.Uuid,
            Key = table.Header.Key,
            Metadata = table.Header.Metadata,
            IsExplicit = true,
            Partitions = [partition],
            PartitionKeys = table.Header.PartitionKeys,
            Indices = [],
            Tables = table.Header.Tables,
        };
        var file = Dataset.Of(table.Store, header, table.StoredSchema, table.Options);
        return BlockSource.FromScan(await ScanPlanner.PlanFilesAsync(new ScanRequest(file, file.Schema)));
    }
}
