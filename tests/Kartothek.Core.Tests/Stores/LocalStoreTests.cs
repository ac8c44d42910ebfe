using System.Globalization;
using System.Text;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

public sealed class LocalStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_where_a_header_belongs_is_an_error_at_once()
    {
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "u.by-dataset-metadata.json"));

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await CommitRows.CreateAsync(store));

        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_the_path_of_its_file_as_it_stands()
    {
        await using var store = new LocalStore(_folder.Path);
        await store.PutAsync("u/table/country=C%C3%B4te%20d%27Ivoire/x.parquet", Bytes("x"));

        Assert.True(File.Exists(Path.Combine(_folder.Path, "u", "table", "country=C%C3%B4te%20d%27Ivoire", "x.parquet")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("..")]
    [InlineData(".kartothek/locks/00")]
    public async Task A_key_that_is_not_one_path_below_the_folder_is_refused(string key)
    {
        await using var store = new LocalStore(_folder.Path);

        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync(key, Bytes("x")))).Kind);
        Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadTailAsync(key, 1))).Kind);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("u/table/p={0}/x.parquet")]
    [InlineData("{0}.by-dataset-metadata.json")]
    public async Task A_key_with_a_part_that_the_file_system_does_not_take_is_refused_with_what_to_do(string form)
    {
        await using var store = new LocalStore(_folder.Path);
        var key = string.Format(CultureInfo.InvariantCulture, form, new string('x', 300));

        var put = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync(key, Bytes("x")));
        var read = await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadTailAsync(key, 1));

        Assert.Equal((ErrorKind.Invalid, ErrorKind.NotFound), (put.Kind, read.Kind));
        Assert.Contains($"{key.Split('/').Max(p => p.Length)} characters in the longest part of the key. Nothing was changed. Use a shorter name", put.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task Where_the_file_system_folds_case_a_second_key_is_refused_and_not_found()
    {
        await using var store = new LocalStore(_folder.Path, foldsCase: true);
        await store.PutAsync("u/key=UPPER/x", Bytes("x"));
        await store.PutAsync("u/key=UPPER/y", Bytes("y"));

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync("u/key=upper/x", Bytes("x")));

        Assert.Equal(ErrorKind.Invalid, e.Kind);
        Assert.Contains("'u/key=UPPER'", e.Message);
        Assert.False(await store.ExistsAsync("u/key=upper/x"));
        Assert.True(await store.ExistsAsync("u/key=UPPER/x"));
    }

    [Fact]
    public async Task Calls_complete_synchronously()
    {
        await using var store = new LocalStore(_folder.Path);

        var put = store.PutAsync("a", Bytes("content"));
        Assert.True(put.IsCompletedSuccessfully);
        var tail = store.ReadTailAsync("a", 10);
        Assert.True(tail.IsCompletedSuccessfully);
        var range = store.ReadAsync("a", 0, new byte[2]);
        Assert.True(range.IsCompletedSuccessfully);
        var listing = store.ListAsync("").GetAsyncEnumerator();
        Assert.True(listing.MoveNextAsync().IsCompletedSuccessfully);
        await listing.DisposeAsync();
        await Task.WhenAll(put.AsTask(), tail.AsTask(), range.AsTask());
    }

    [Fact]
    public async Task A_version_is_told_from_one_of_equal_size_and_time()
    {
        await using var store = new LocalStore(_folder.Path);
        var token = await store.PutAsync("a", Bytes("one"));
        var path = Path.Combine(_folder.Path, "a");
        var time = File.GetLastWriteTimeUtc(path);
        await File.WriteAllTextAsync(path, "two");
        File.SetLastWriteTimeUtc(path, time);

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync("a", Bytes("three"), PutCondition.IfMatch(token)));

        Assert.Equal(ErrorKind.Conflict, e.Kind);
        Assert.Equal("two", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task What_another_process_left_unfinished_is_no_key_and_in_nobodys_way()
    {
        await using var store = new LocalStore(_folder.Path);
        await store.PutAsync("a", Bytes("x"));
        var unfinished = Path.Combine(_folder.Path, ".kartothek", "unfinished");
        Assert.Empty(Directory.GetFiles(unfinished));
        for (var i = 0; i < 500; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(unfinished, $"{Environment.ProcessId}-{i}"), "left");
        }

        await store.PutAsync("b", Bytes("y"));

        var keys = new List<string>();
        await foreach (var entry in store.ListAsync(""))
        {
            keys.Add(entry.Key);
        }
        Assert.Equal(["a", "b"], keys);
        Assert.Equal(500, Directory.GetFiles(unfinished).Length);
    }

    [Fact]
    public async Task A_delete_removes_the_folders_that_it_empties()
    {
        await using var store = new LocalStore(_folder.Path);
        await store.PutAsync("u/table/a=1/x", Bytes("x"));
        await store.PutAsync("u/other", Bytes("x"));

        await store.DeleteAsync("u/table/a=1/x");

        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "u", "table")));
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "u")));
    }

    [Fact]
    public async Task A_lock_that_its_holder_keeps_ends_in_an_unavailable_error()
    {
        var clock = new SteppingClock(TimeSpan.FromSeconds(31));
        await using var store = new LocalStore(_folder.Path, clock);
        await store.PutAsync("a", Bytes("x"));
        var locks = Directory.GetFiles(Path.Combine(_folder.Path, ".kartothek", "locks"));
        using var held = new FileStream(Assert.Single(locks), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync("a", Bytes("y")));

        Assert.Equal(ErrorKind.Unavailable, e.Kind);
        Assert.Contains("'a'", e.Message);
    }

    [Fact]
    public async Task A_missing_folder_holds_nothing_until_the_first_put()
    {
        await using var store = new LocalStore(Path.Combine(_folder.Path, "new", "lake"));
        Assert.False(await store.ExistsAsync("a"));
        Assert.False(await store.ListAsync("").GetAsyncEnumerator().MoveNextAsync());

        await store.PutAsync("a", Bytes("x"));

        Assert.True(await store.ExistsAsync("a"));
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Every look at the clock is a step later.</summary>
    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);
    }
}
