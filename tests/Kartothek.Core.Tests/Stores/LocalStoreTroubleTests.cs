using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Full file systems, read-only ones, and folders that belong to somebody else.</summary>
public sealed class LocalStoreTroubleTests
{
    private const UnixFileMode Searchable =
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    [MountFact]
    public async Task On_a_full_file_system_a_put_fails_clearly_and_loses_nothing()
    {
        using var small = new SmallFileSystem(256);
        await using var store = new LocalStore(small.Path);
        var old = new byte[100_000];
        old.AsSpan().Fill(7);
        await store.PutAsync("a/b", old);

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync("a/b", new byte[200_000]));
        var streamed = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync("a/c", Pieces()));
        var copied = await Assert.ThrowsAsync<KartothekException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                await store.CopyAsync("a/b", $"copy/{i}");
            }
        });

        foreach (var e in new[] { error, streamed, copied })
        {
            Assert.Equal(ErrorKind.Unavailable, e.Kind);
            Assert.Contains("full", e.Message, StringComparison.Ordinal);
            Assert.Contains("Nothing was changed", e.Message, StringComparison.Ordinal);
            Assert.Contains(small.Path, e.Message, StringComparison.Ordinal);
        }
        Assert.Equal(old, (await store.ReadAllAsync("a/b")).Bytes.ToArray());
        Assert.False(await store.ExistsAsync("a/c"));
        Assert.Empty(Directory.GetFiles(Path.Combine(small.Path, ".kartothek", "unfinished")));
        await store.DeleteAsync("copy/0");
        await store.PutAsync("a/d", new byte[50_000]);
        Assert.True(await store.ExistsAsync("a/d"));
    }

    [MountFact]
    public async Task On_a_full_file_system_a_commit_fails_and_the_dataset_is_as_it_was()
    {
        using var small = new SmallFileSystem(1024);
        await using var store = new LocalStore(small.Path);
        var columns = new Schema([new Field("n", ColumnType.Int64)]);
        var dataset = await Dataset.CreateAsync(store, "u", Rows(columns, 100), new CreateOptions { SecondaryIndices = ["n"] });
        var before = await store.ObjectsAsync("u.");

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await dataset.AppendAsync(Rows(columns, 200_000)));

        Assert.Equal(ErrorKind.Unavailable, error.Kind);
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await store.ObjectsAsync("u."));
        Assert.Empty(Directory.GetFiles(Path.Combine(small.Path, ".kartothek", "unfinished")));
        Assert.True((await Doctor.VerifyAsync(store, "u", new VerifyOptions { Depth = VerifyDepth.Statistics })).IsClean);
        // What was written before the space was used up is garbage, and then there is room again.
        await Garbage.CollectAsync(store, "u", new GarbageOptions { Retention = TimeSpan.Zero });
        var report = await (await Dataset.OpenAsync(store, "u")).AppendAsync(Rows(columns, 100));
        Assert.Equal(100, report.RowsAdded);
    }

    private static BlockSource Rows(Schema columns, int count)
    {
        var random = new Random(count);
        return BlockSource.FromBlocks(columns, new Block(columns,
            [new FlatVector<long>(ColumnType.Int64) { Values = [.. Enumerable.Range(0, count).Select(_ => random.NextInt64())], Length = count }])
        { Length = count });
    }

    [MountFact]
    public async Task A_read_only_file_system_is_read_and_refuses_writes_at_once()
    {
        using var small = new SmallFileSystem(1024);
        await using var store = new LocalStore(small.Path);
        var token = await store.PutAsync("a/b", "old"u8.ToArray());
        await store.PutAsync("a/b", "new"u8.ToArray(), PutCondition.IfMatch(token));
        small.MakeReadOnly();
        try
        {
            await RefusesWritesAsync(store, "read-only");
        }
        finally
        {
            small.MakeWritable();
        }
        await store.DeleteAsync("a/b");
    }

    [Fact]
    public async Task Without_permission_to_write_a_store_is_read_and_refuses_writes_at_once()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        await store.PutAsync("a/b", "old"u8.ToArray());
        await store.PutAsync("a/b", "new"u8.ToArray());
        SetMode(folder.Path, Searchable);
        try
        {
            // Local calls complete synchronously, so all of it runs on the other user's thread.
            OtherUser.Run(() => RefusesWritesAsync(store, "denied").GetAwaiter().GetResult());
        }
        finally
        {
            SetMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task What_may_not_be_read_is_no_missing_object()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        using var folder = new TemporaryFolder();
        await using var store = new LocalStore(folder.Path);
        await store.PutAsync("a/b", "x"u8.ToArray());
        // The file may not be read, and then its folder not be entered either.
        foreach (var closed in new[] { Path.Combine(folder.Path, "a", "b"), Path.Combine(folder.Path, "a") })
        {
            SetMode(folder.Path, Searchable);
            File.SetUnixFileMode(closed, UnixFileMode.None);
            try
            {
                var read = OtherUser.Run(() => Assert.Throws<KartothekException>(() => { _ = store.ReadTailAsync("a/b", 10).Result; }));

                Assert.Equal(ErrorKind.Unavailable, read.Kind);
                Assert.Contains("permission", read.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("Nothing was changed", read.Message, StringComparison.Ordinal);
                var deleted = OtherUser.Run(() => Assert.ThrowsAsync<KartothekException>(async () => await store.DeleteAsync("a/b")).GetAwaiter().GetResult());
                Assert.Equal(ErrorKind.Unavailable, deleted.Kind);
            }
            finally
            {
                File.SetUnixFileMode(closed, Searchable);
                SetMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        Assert.True(await store.ExistsAsync("a/b"));
    }

    private static async Task<bool> RefusesWritesAsync(LocalStore store, string why)
    {
        var begin = DateTime.UtcNow;
        var dataset = (await store.ReadAllAsync("a/b")).Bytes;
        Func<Task>[] writes =
        [
            async () => await store.PutAsync("a/b", "x"u8.ToArray()),
            async () => await store.PutAsync("a/b", "x"u8.ToArray(), PutCondition.IfMatch((await store.ReadAllAsync("a/b")).Token)),
            async () => await store.PutAsync("a/new", "x"u8.ToArray(), PutCondition.IfAbsent),
            async () => await store.PutAsync("other/new", Pieces()),
            async () => await store.DeleteAsync("a/b"),
            async () => await store.CopyAsync("a/b", "a/copy"),
        ];
        foreach (var write in writes)
        {
            var error = await Assert.ThrowsAsync<KartothekException>(write);
            Assert.Equal(ErrorKind.Unavailable, error.Kind);
            Assert.Contains(why, error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Nothing was changed", error.Message, StringComparison.Ordinal);
        }
        // Not after the half minute for which a lock is waited for.
        Assert.InRange(DateTime.UtcNow - begin, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(dataset.ToArray(), (await store.ReadAllAsync("a/b")).Bytes.ToArray());
        Assert.Equal(["a/b"], await store.KeysAsync());
        return true;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void SetMode(string root, UnixFileMode folders)
    {
        File.SetUnixFileMode(root, folders);
        foreach (var path in Directory.GetFileSystemEntries(root))
        {
            if (Directory.Exists(path))
            {
                SetMode(path, folders);
            }
            else
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        for (var i = 0; i < 20; i++)
        {
            yield return new byte[20_000];
        }
        await ValueTask.CompletedTask;
    }
}
