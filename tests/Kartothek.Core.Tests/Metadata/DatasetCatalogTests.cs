namespace Kartothek.Core.Tests;

public sealed class DatasetCatalogTests
{
    [Fact]
    public async Task Datasets_of_either_form_are_listed_once_with_one_request()
    {
        await using var store = new CountingStore(new MemoryStore());
        string[] keys =
        [
            "A.by-dataset-metadata.json", "A/table/x.parquet", "A_ext.by-dataset-metadata.msgpack.zstd", "B.by-dataset-metadata.json",
            "B.by-dataset-metadata.msgpack.zstd", "B.c.by-dataset-index.parquet", "other.json", "not a name.by-dataset-metadata.json",
            "folder/C.by-dataset-metadata.json",
        ];
        foreach (var key in keys)
        {
            await store.PutAsync(key, new byte[1]);
        }
        var before = store.Counts;

        var found = await List(store, "");

        Assert.Equal(["A Json", "A_ext MessagePack", "B Json"], found);
        Assert.Equal(1, (store.Counts - before).Requests);
        Assert.Equal(["A_ext MessagePack"], await List(store, "A_"));
    }

    private static async Task<List<string>> List(IObjectStore store, string prefix)
    {
        var found = new List<string>();
        await foreach (var dataset in store.ListDatasetsAsync(prefix))
        {
            found.Add($"{dataset.Uuid} {dataset.Format}");
        }
        return found;
    }
}
