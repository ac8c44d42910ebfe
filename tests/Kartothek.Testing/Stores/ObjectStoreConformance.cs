using System.Text;
using Kartothek.Columns;
using Kartothek.Core;
using Xunit;

namespace Kartothek.Testing;

/// <summary>What every store must do. Each store derives a class that makes it; a test sees that none is forgotten.</summary>
/// <typeparam name="TStore">The store.</typeparam>
public abstract class ObjectStoreConformance<TStore>
    where TStore : IObjectStore
{
    /// <summary>Makes an empty store.</summary>
    protected abstract TStore Create();

    [Fact]
    public async Task What_was_put_is_read_back_as_a_whole_with_its_size_and_version()
    {
        await using var store = Create();
        var token = await store.PutAsync("u/table/a=1/x y.parquet", Bytes("content"));

        var tail = await store.ReadTailAsync("u/table/a=1/x y.parquet", 100);

        Assert.Equal("content", Text(tail.Bytes));
        Assert.Equal(7, tail.Size);
        Assert.True(tail.IsWhole);
        Assert.Equal(token, tail.Token);
        Assert.False(token.IsNone);
    }

    [Fact]
    public async Task A_tail_is_the_end_of_the_object()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("0123456789"));

        var tail = await store.ReadTailAsync("a", 4);
        var nothing = await store.ReadTailAsync("a", 0);

        Assert.Equal("6789", Text(tail.Bytes));
        Assert.False(tail.IsWhole);
        Assert.Equal(10, tail.Size);
        Assert.Equal(0, nothing.Bytes.Length);
        Assert.Equal(10, nothing.Size);
        Assert.False(nothing.Token.IsNone);
    }

    [Fact]
    public async Task An_empty_object_exists_and_has_no_bytes()
    {
        await using var store = Create();
        await store.PutAsync("empty", ReadOnlyMemory<byte>.Empty);

        var tail = await store.ReadTailAsync("empty", 10);

        Assert.Equal(0, tail.Size);
        Assert.True(tail.IsWhole);
        Assert.True(await store.ExistsAsync("empty"));
    }

    [Fact]
    public async Task A_range_fills_the_memory_of_the_caller()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("0123456789"));
        var memory = new byte[6];

        var version = await store.ReadAsync("a", 3, memory.AsMemory(1, 4));

        Assert.Equal("\0" + "3456" + "\0", Encoding.UTF8.GetString(memory));
        Assert.Equal(10, version.Size);
        Assert.False(version.Token.IsNone);
    }

    [Fact]
    public async Task A_range_that_the_object_does_not_have_is_corrupt()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("0123456789"));

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadAsync("a", 8, new byte[3]));

        Assert.Equal(ErrorKind.Corrupt, e.Kind);
        Assert.Contains("'a'", e.Message);
    }

    [Fact]
    public async Task A_missing_key_is_not_found_and_the_error_names_key_and_store()
    {
        await using var store = Create();
        await store.PutAsync("u/table/here", Bytes("x"));

        foreach (var key in new[] { "missing", "u/table/missing", "u/missing/here", "u/table/here/below", "u/table", "u" })
        {
            var tail = await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadTailAsync(key, 10));
            var range = await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadAsync(key, 0, new byte[1]));
            var copy = await Assert.ThrowsAsync<KartothekException>(async () => await store.CopyAsync(key, "target"));

            Assert.All([tail, range, copy], e => Assert.Equal(ErrorKind.NotFound, e.Kind));
            Assert.All([tail, range, copy], e => Assert.Contains($"'{key}'", e.Message));
            Assert.All([tail, range, copy], e => Assert.Contains($"'{store.Name}'", e.Message));
            Assert.False(await store.ExistsAsync(key));
        }
    }

    [Fact]
    public async Task A_range_read_is_refused_when_the_object_has_another_version()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("one"));
        var tail = await store.ReadTailAsync("a", 10);
        await store.ReadAsync("a", 0, new byte[3], tail.Token);
        await store.PutAsync("a", Bytes("two"));

        var e = await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadAsync("a", 0, new byte[3], tail.Token));

        Assert.Equal(ErrorKind.Conflict, e.Kind);
    }

    [Fact]
    public async Task Every_token_that_a_read_or_a_write_gives_is_valid_in_conditions()
    {
        await using var store = Create();
        var written = await store.PutAsync("a", Bytes("one two"));
        var whole = (await store.ReadTailAsync("a", 10)).Token;
        var part = (await store.ReadTailAsync("a", 2)).Token;
        var range = (await store.ReadAsync("a", 1, new byte[2])).Token;

        foreach (var token in new[] { written, whole, part, range })
        {
            await store.ReadAsync("a", 0, new byte[1], token);
        }
        await store.PutAsync("a", Bytes("longer than before"), PutCondition.IfMatch(range));

        foreach (var token in new[] { written, whole, part, range })
        {
            await AssertConflict(async () => await store.PutAsync("a", Bytes("x"), PutCondition.IfMatch(token)));
        }
        Assert.Equal("longer than before", await ReadText(store, "a"));
    }

    [Fact]
    public async Task A_put_replaces_what_is_there()
    {
        await using var store = Create();
        var first = await store.PutAsync("a", Bytes("a longer content"));
        var second = await store.PutAsync("a", Bytes("short"));

        Assert.NotEqual(first, second);
        Assert.Equal("short", await ReadText(store, "a"));
    }

    [Fact]
    public async Task A_put_in_pieces_writes_them_in_order()
    {
        await using var store = Create();
        var token = await store.PutAsync("p/a", Pieces("one ", "", "two ", "three"));

        Assert.Equal("one two three", await ReadText(store, "p/a"));
        Assert.Equal(token, (await store.ReadTailAsync("p/a", 100)).Token);
    }

    [Fact]
    public async Task A_put_whose_pieces_fail_writes_nothing()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("old"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.PutAsync("a", Failing()));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.PutAsync("b", Failing()));

        Assert.Equal("old", await ReadText(store, "a"));
        Assert.Equal(["a"], await Keys(store, ""));
    }

    [Fact]
    public async Task If_absent_writes_only_where_nothing_is()
    {
        await using var store = Create();
        await store.PutAsync("u/a", Bytes("first"), PutCondition.IfAbsent);

        await AssertConflict(async () => await store.PutAsync("u/a", Bytes("second"), PutCondition.IfAbsent));
        await AssertConflict(async () => await store.PutAsync("u/a", Pieces("third"), PutCondition.IfAbsent));

        Assert.Equal("first", await ReadText(store, "u/a"));
        Assert.Equal(["u/a"], await Keys(store, ""));
    }

    [Fact]
    public async Task If_match_writes_only_over_the_version_of_the_token()
    {
        await using var store = Create();
        var first = await store.PutAsync("a", Bytes("first"));
        var second = await store.PutAsync("a", Bytes("second"), PutCondition.IfMatch(first));

        await AssertConflict(async () => await store.PutAsync("a", Bytes("x"), PutCondition.IfMatch(first)));
        await AssertConflict(async () => await store.PutAsync("b", Bytes("x"), PutCondition.IfMatch(first)));
        await store.PutAsync("a", Pieces("third"), PutCondition.IfMatch(second));
        Assert.Equal("third", await ReadText(store, "a"));

        var third = (await store.ReadTailAsync("a", 100)).Token;
        await store.DeleteAsync("a");
        await AssertConflict(async () => await store.PutAsync("a", Bytes("x"), PutCondition.IfMatch(third)));
        Assert.False(await store.ExistsAsync("a"));
    }

    [Fact]
    public async Task Of_many_writers_if_absent_one_wins()
    {
        await using var store = Create();
        for (var round = 0; round < 20; round++)
        {
            var key = $"race/{round}";
            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
                await Succeeds(async () => await store.PutAsync(key, Bytes($"writer {writer}"), PutCondition.IfAbsent)) ? writer : -1)));

            var winner = Assert.Single(won, w => w >= 0);
            Assert.Equal($"writer {winner}", await ReadText(store, key));
        }
    }

    [Fact]
    public async Task Counting_under_if_match_loses_no_increment()
    {
        await using var store = Create();
        await store.PutAsync("counter", Bytes("0"));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var seen = await store.ReadTailAsync("counter", 100);
                var next = Bytes((int.Parse(Text(seen.Bytes)) + 1).ToString());
                done += await Succeeds(async () => await store.PutAsync("counter", next, PutCondition.IfMatch(seen.Token))) ? 1 : 0;
            }
        })));

        Assert.Equal("40", await ReadText(store, "counter"));
    }

    [Fact]
    public async Task A_reader_sees_one_of_the_versions_while_others_write()
    {
        await using var store = Create();
        var small = new byte[2_000];
        var large = new byte[90_000];
        Array.Fill(large, (byte)1);
        await store.PutAsync("a", small);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await store.PutAsync("a", i % 2 == 0 ? large : small);
            }
            stop.Cancel();
        });

        while (!stop.IsCancellationRequested)
        {
            var bytes = (await store.ReadAllAsync("a")).Bytes;
            Assert.Equal(bytes.Length == large.Length ? large : small, bytes.ToArray());
        }
        await writer;
    }

    [Fact]
    public async Task Delete_removes_and_a_missing_key_is_no_error()
    {
        await using var store = Create();
        await store.PutAsync("u/t/a", Bytes("x"));
        await store.PutAsync("u/t/b", Bytes("x"));

        await store.DeleteAsync("u/t/a");
        await store.DeleteAsync("u/t/a");
        await store.DeleteAsync("nowhere/at/all");
        await store.DeleteAsync("u/t");
        Assert.Equal(["u/t/b"], await Keys(store, ""));

        await store.DeleteAsync("u/t/b");
        Assert.Empty(await Keys(store, ""));
        await store.PutAsync("u/t/b", Bytes("again"));
        Assert.Equal("again", await ReadText(store, "u/t/b"));
    }

    [Fact]
    public async Task Copy_replaces_the_target_and_leaves_the_source()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("content"));
        await store.PutAsync("b/c", Bytes("old and longer"));

        var token = await store.CopyAsync("a", "b/c");

        Assert.Equal("content", await ReadText(store, "a"));
        Assert.Equal("content", await ReadText(store, "b/c"));
        await store.PutAsync("b/c", Bytes("new"), PutCondition.IfMatch(token));
    }

    [Fact]
    public async Task A_listing_has_the_keys_of_a_prefix_in_ordinal_order_with_sizes_and_times()
    {
        await using var store = Create();
        string[] keys = ["u/t/a", "u.json", "u2.json", "u/t.x/b", "u/t0", "U/t", "u/t/a.b/c", "u/t/aa", "u/t/a-", "v", "u/t/%C3%96"];
        foreach (var key in keys)
        {
            await store.PutAsync(key, Bytes(key));
        }

        var all = await Entries(store, "");
        var below = await Keys(store, "u/t/a");

        Assert.Equal(keys.Order(StringComparer.Ordinal), all.Select(e => e.Key));
        Assert.All(all, e => Assert.Equal(e.Key.Length, e.Size));
        Assert.All(all, e => Assert.InRange(e.Modified, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal(["u/t/a", "u/t/a-", "u/t/a.b/c", "u/t/aa"], below);
        Assert.Equal(["u.json", "u/t.x/b", "u/t/%C3%96", "u/t/a", "u/t/a-", "u/t/a.b/c", "u/t/aa", "u/t0", "u2.json"], await Keys(store, "u"));
        Assert.Empty(await Keys(store, "w"));
        Assert.Empty(await Keys(store, "u/nowhere/"));
        Assert.Empty(await Keys(store, "u/t/a/"));
        Assert.Empty(await Keys(store, "../"));
        Assert.Empty(await Keys(store, "/"));
    }

    [Fact]
    public async Task A_listing_with_delimiter_shows_what_is_behind_it_as_one_prefix()
    {
        await using var store = Create();
        foreach (var key in new[] { "u.json", "u/t/a", "u/t/b", "u/s/c", "v/d/e", "u+x/t/a", "w" })
        {
            await store.PutAsync(key, Bytes("x"));
        }

        var root = await Entries(store, "", '/');
        var inside = await Entries(store, "u/", '/');
        var half = await Entries(store, "u/t", '/');
        var other = await Entries(store, "u", 't');

        Assert.Equal(["u+x/", "u.json", "u/", "v/", "w"], root.Select(e => e.Key));
        Assert.Equal([true, false, true, true, false], root.Select(e => e.IsPrefix));
        Assert.Equal(["u/s/", "u/t/"], inside.Select(e => e.Key));
        Assert.Equal(["u/t/"], half.Select(e => e.Key));
        Assert.Equal(["u+x/t", "u.json", "u/s/c", "u/t"], other.Select(e => e.Key));
    }

    [Fact]
    public async Task Keys_outside_the_common_set_are_invalid_before_any_request()
    {
        await using var store = Create();
        foreach (var key in new[] { "", "/", "a*b", "a:b", "a;b", "a|b", "Köln", "a\nb", "a\0b", "a\n" })
        {
            var e = await Assert.ThrowsAsync<KartothekException>(async () => await store.PutAsync(key, Bytes("x")));
            Assert.Equal(ErrorKind.Invalid, e.Kind);
            Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await store.ReadTailAsync(key, 1))).Kind);
            Assert.Equal(ErrorKind.Invalid, (await Assert.ThrowsAsync<KartothekException>(async () => await store.DeleteAsync(key))).Kind);
        }
        Assert.Empty(await Keys(store, ""));
    }

    [Fact]
    public async Task Every_character_of_the_common_set_can_be_in_a_key()
    {
        await using var store = Create();
        const string Key = "AZaz09/`!\"#$%&'()+,-.<=>?@[]^_{}~ x\\y";
        await store.PutAsync(Key, Bytes("x"));

        Assert.Equal("x", await ReadText(store, Key));
        Assert.Equal([Key], await Keys(store, "AZ"));
    }

    [Fact]
    public async Task A_cancelled_request_does_nothing()
    {
        await using var store = Create();
        await store.PutAsync("a", Bytes("old"));
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ReadTailAsync("a", 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ReadAsync("a", 0, new byte[1], default, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.PutAsync("a", Bytes("new"), default, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.DeleteAsync("a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.CopyAsync("a", "b", cancelled));

        Assert.Equal("old", await ReadText(store, "a"));
        Assert.Equal(["a"], await Keys(store, ""));
    }

    [Fact]
    public async Task Read_all_reads_objects_of_any_size()
    {
        await using var store = Create();
        foreach (var size in new[] { 0, 1, ObjectStore.TailBytes - 1, ObjectStore.TailBytes, ObjectStore.TailBytes + 1, 300_000 })
        {
            var content = new byte[size];
            new Random(size).NextBytes(content);
            var token = await store.PutAsync("a", content);

            var read = await store.ReadAllAsync("a");

            Assert.Equal(content, read.Bytes.ToArray());
            Assert.Equal(token, read.Token);
        }
    }

    /// <summary>Text as bytes.</summary>
    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The whole content of a key as text.</summary>
    protected static async Task<string> ReadText(IObjectStore store, string key) => Text((await store.ReadAllAsync(key)).Bytes);

    /// <summary>The keys of a prefix.</summary>
    protected static async Task<List<string>> Keys(IObjectStore store, string prefix) => [.. (await Entries(store, prefix)).Select(e => e.Key)];

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static async Task<List<StoreEntry>> Entries(IObjectStore store, string prefix, char? delimiter = null)
    {
        var entries = new List<StoreEntry>();
        await foreach (var entry in store.ListAsync(prefix, delimiter))
        {
            entries.Add(entry);
        }
        return entries;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(params string[] pieces)
    {
        var lent = new byte[100];
        foreach (var piece in pieces)
        {
            await Task.Yield();
            var length = Encoding.UTF8.GetBytes(piece, lent);
            yield return lent.AsMemory(0, length);
            Array.Clear(lent);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Failing()
    {
        await Task.Yield();
        yield return Bytes("half");
        throw new InvalidOperationException("the writer failed");
    }

    private static async Task AssertConflict(Func<Task> action) =>
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<KartothekException>(action)).Kind);

    private static async Task<bool> Succeeds(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Conflict)
        {
            return false;
        }
    }
}
