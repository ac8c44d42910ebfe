using System.Runtime.InteropServices;
using Kartothek.Parquet;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class FooterCacheTests
{
    [Fact]
    public async Task The_footer_that_was_not_used_for_longest_goes_first()
    {
        var (store, keys) = await FilesAsync(3);
        var cache = new FooterCache(2);
        foreach (var key in keys[..2])
        {
            await AddAsync(cache, store, key);
        }

        Assert.NotNull(cache.Find(keys[0]));
        await AddAsync(cache, store, keys[2]);

        Assert.NotNull(cache.Find(keys[0]));
        Assert.Null(cache.Find(keys[1]));
        Assert.NotNull(cache.Find(keys[2]));
    }

    [Fact]
    public async Task A_footer_that_is_used_again_and_again_stays_while_thousands_pass()
    {
        var (store, keys) = await FilesAsync(1);
        var bytes = (await ParquetFooter.ReadAsync(new StoreByteSource(store, keys[0], null))).Bytes.ToArray();
        var cache = new FooterCache(16);
        await AddAsync(cache, store, keys[0]);
        for (var i = 0; i < 5_000; i++)
        {
            Assert.Equal(bytes, cache.Find(keys[0])!.Bytes.ToArray());
            Add(cache, $"other {i}", bytes);
        }

        Assert.Equal(16, Enumerable.Range(0, 5_000).Count(i => cache.Find($"other {i}") is not null) + 1);
    }

    [Fact]
    public async Task Memory_is_that_of_the_footers_that_are_kept_and_no_more_than_two_arrays()
    {
        var (store, keys) = await FilesAsync(1);
        var bytes = (await ParquetFooter.ReadAsync(new StoreByteSource(store, keys[0], null))).Bytes.ToArray();
        var cache = new FooterCache(100);
        for (var i = 0; i < 2_000; i++)
        {
            Add(cache, $"{i}", bytes);
            // Every tenth is used, so that it comes anew.
            cache.Find($"{i / 10 * 10}");
        }

        var arrays = Enumerable.Range(0, 2_000).Select(i => cache.Find($"{i}")).OfType<ParquetFooter>().Select(f => Array(f.Bytes)).ToHashSet();

        Assert.InRange(arrays.Sum(a => (long)a.Length), 100L * bytes.Length, (100L * bytes.Length) + (2 * (64 << 10)));
    }

    [Fact]
    public async Task A_footer_that_is_kept_elsewhere_shares_no_memory()
    {
        var (store, keys) = await FilesAsync(1);
        var cache = new FooterCache(16);
        await AddAsync(cache, store, keys[0]);

        var kept = cache.Find(keys[0], FileUse.Kept)!;

        Assert.Equal(kept.FooterLength, Array(kept.Bytes).Length);
        Assert.Equal(cache.Find(keys[0])!.Bytes.ToArray(), kept.Bytes.ToArray());
        Assert.NotSame(Array(cache.Find(keys[0])!.Bytes), Array(kept.Bytes));
    }

    [Fact]
    public async Task Files_are_read_by_the_length_of_the_footers_before()
    {
        var (store, keys) = await FilesAsync(1);
        var cache = new FooterCache(16);
        Assert.Equal(ParquetFooter.DefaultTail, cache.TailBytes(FileUse.Footer));

        await AddAsync(cache, store, keys[0]);

        Assert.InRange(cache.TailBytes(FileUse.Footer), cache.Find(keys[0])!.FooterLength + 8, 8 << 10);
        // The next file may be as small, and comes whole.
        Assert.Equal(ParquetFooter.DefaultTail, cache.TailBytes(FileUse.Rows));
    }

    private static byte[] Array(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment) ? segment.Array! : throw new InvalidOperationException();

    private static async Task AddAsync(FooterCache cache, IObjectStore store, string key) =>
        cache.Add(key, await ParquetFooter.ReadAsync(new StoreByteSource(store, key, null)));

    private static void Add(FooterCache cache, string key, byte[] bytes)
    {
        var memory = cache.AllocatorFor(FileUse.Footer)(bytes.Length);
        bytes.CopyTo(memory);
        cache.Add(key, ParquetFooter.Parse(key, memory, 1 << 20), FileUse.Footer);
    }

    private static async Task<(IObjectStore Store, string[] Keys)> FilesAsync(int count)
    {
        var data = new TestDataset<Row>().Files(Enumerable.Range(0, count).Select(i => new Row(i)), 1);
        var store = await data.StoreAsync();
        var dataset = await Dataset.OpenAsync(store, data.Uuid);
        return (store, [.. dataset.Partitions.Select(p => p.Key)]);
    }

    private sealed record Row(int Id);
}
