namespace Kartothek.Core.Tests;

public sealed class CountingStoreTests
{
    [Fact]
    public async Task Requests_and_bytes_are_counted_by_kind()
    {
        await using var store = new CountingStore(new MemoryStore());
        await store.PutAsync("a", new byte[100]);
        await store.PutAsync("b", Pieces());
        var before = store.Counts;
        await store.ReadTailAsync("a", 30);
        await store.ReadAsync("a", 0, new byte[12]);
        await store.CopyAsync("a", "c");
        await store.DeleteAsync("a");
        await foreach (var _ in store.ListAsync(""))
        {
        }

        Assert.Equal(new StoreCounts { Puts = 2, BytesWritten = 107 }, before);
        Assert.Equal(new StoreCounts { Tails = 1, Ranges = 1, Copies = 1, Deletes = 1, Lists = 1, BytesRead = 42 }, store.Counts - before);
        Assert.Equal(7, store.Counts.Requests);
    }

    [Fact]
    public async Task Read_all_of_a_small_object_is_one_request_and_of_a_large_one_two()
    {
        await using var store = new CountingStore(new MemoryStore());
        await store.PutAsync("small", new byte[ObjectStore.TailBytes]);
        await store.PutAsync("large", new byte[ObjectStore.TailBytes + 1]);

        await store.ReadAllAsync("small");
        Assert.Equal(1, store.Counts.Tails);
        await store.ReadAllAsync("large");
        Assert.Equal(3, store.Counts.Tails);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        await Task.Yield();
        yield return new byte[3];
        yield return new byte[4];
    }
}
