using System.Text;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

public sealed class ImplicitPartitionsTests
{
    [Fact]
    public async Task Partitions_are_found_by_one_listing_in_the_order_of_their_labels()
    {
        await using var store = await Store(
            """{"dataset_metadata_version": 4, "dataset_uuid": "u"}""",
            "u/core/_common_metadata",
            "u/core/location=L-1/part.0.parquet",
            "u/core/location=L-0/part.0.parquet",
            "u/core/location=L-0/part.0-b.parquet",
            "u/helper/location=L-0/part.0.parquet",
            "u/core/location=L-0/part.0.parquet.crc",
            "u/core/_metadata",
            "u/indices/c/2000.by-dataset-index.parquet",
            "u/short.parquet",
            "u2/core/location=L-9/part.0.parquet",
            "u.other/core/location=L-9/part.0.parquet");
        var counted = new CountingStore(store);

        var header = await DatasetHeader.ReadAsync(counted, "u");

        Assert.False(header.IsExplicit);
        Assert.Equal(["location=L-0/part.0", "location=L-0/part.0-b", "location=L-1/part.0"], header.Partitions.Select(p => p.Label));
        Assert.Equal("u/helper/location=L-0/part.0.parquet", header.Partitions[0].FileOf("helper"));
        Assert.Equal("u/core/location=L-0/part.0.parquet", header.Partitions[0].FileOf("core"));
        Assert.Equal<string>(["location"], header.PartitionKeys);
        Assert.Equal(2, counted.Counts.Requests);
    }

    [Fact]
    public async Task Keys_that_disagree_about_the_number_of_values_are_corrupt()
    {
        await using var store = await Store(
            """{"dataset_metadata_version": 4, "dataset_uuid": "u"}""", "u/t/a=1/x.parquet", "u/t/a=1/b=2/x.parquet");

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await DatasetHeader.ReadAsync(store, "u"));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
    }

    [Fact]
    public async Task Without_any_file_the_keys_of_the_header_stay()
    {
        await using var store = await Store(
            """{"dataset_metadata_version": 4, "dataset_uuid": "u", "partition_keys": ["day"]}""", "u/t/_common_metadata");

        var header = await DatasetHeader.ReadAsync(store, "u");

        Assert.Equal<string>(["day"], header.PartitionKeys);
        Assert.Empty(header.Partitions);
    }

    private static async Task<MemoryStore> Store(string header, params string[] keys)
    {
        var store = new MemoryStore();
        await store.PutAsync("u.by-dataset-metadata.json", Encoding.UTF8.GetBytes(header));
        foreach (var key in keys)
        {
            await store.PutAsync(key, new byte[1]);
        }
        return store;
    }
}
