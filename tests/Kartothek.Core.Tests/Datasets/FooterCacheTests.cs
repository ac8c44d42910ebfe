using Kartothek.Parquet;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class FooterCacheTests
{
    [Fact]
    public async Task The_footer_that_was_not_used_for_longest_goes_first()
    {
        var data = new TestDataset<Row>().Files(Enumerable.Range(0, 3).Select(i => new Row(i)), 1);
        var store = await data.StoreAsync();
        var dataset = await Dataset.OpenAsync(store, data.Uuid);
        var keys = dataset.Partitions.Select(p => p.Key).ToArray();
        var cache = new FooterCache(2);
        foreach (var key in keys[..2])
        {
            cache.Add(key, await ParquetFooter.ReadAsync(new StoreByteSource(store, key, null)));
        }

        Assert.NotNull(cache.Find(keys[0]));
        cache.Add(keys[2], await ParquetFooter.ReadAsync(new StoreByteSource(store, keys[2], null)));

        Assert.NotNull(cache.Find(keys[0]));
        Assert.Null(cache.Find(keys[1]));
        Assert.NotNull(cache.Find(keys[2]));
    }

    private sealed record Row(int Id);
}
