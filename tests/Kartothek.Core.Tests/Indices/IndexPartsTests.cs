using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>An index that is read in parts says the same as the whole of it, which <see cref="IndexReader"/> reads.</summary>
public sealed class IndexPartsTests
{
    private const string Key = "u/indices/c/1.by-dataset-index.parquet";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 120)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Conditions_get_the_verdicts_that_the_whole_index_gives(int seed)
    {
        var random = new Random(seed);
        var index = RandomIndex.Make(random);
        await using var store = new MemoryStore { PieceBytes = random.Next(2) == 0 ? 512 << 10 : 2 << 20 };
        await store.PutAsync(Key, index.File);
        var labels = new LabelLookup(index.Labels);
        var whole = new FileIndex(await IndexReader.ReadAsync(store, IndexReference.InFile("c", Key), index.Field, labels), index.Labels.Length);
        var parts = await IndexParts.OpenAsync(store, Key, index.Field, labels, index.Labels.Length, random.Next(8, 2_000));
        var isSeveral = random.Next(2) == 0;
        var conditions = Enumerable.Range(0, 12).Select(_ => Leaf(index.Condition(random))).Where(c => IndexParts.Suffice(c, index.Field)).ToList();
        Assert.NotEmpty(conditions);
        foreach (var trusts in new[] { false, true })
        {
            var read = conditions.Select(c => parts.ReadAsync(c, trusts, default).AsTask());
            var excerpts = isSeveral
                ? await Task.WhenAll(conditions.Select(c => Task.Run(async () => await parts.ReadAsync(c, trusts, default))))
                : [.. await Task.WhenAll(read)];
            for (var i = 0; i < conditions.Count; i++)
            {
                var expected = new SecondaryIndexPruner(whole.Excerpt, trusts).Judge(conditions[i]);
                Assert.Equal(expected, new SecondaryIndexPruner(excerpts[i], trusts).Judge(conditions[i]));
                Assert.Equal(expected, new SecondaryIndexPruner(parts.Find(conditions[i], trusts)!, trusts).Judge(conditions[i]));
            }
        }
    }

    [Fact]
    public async Task A_look_up_in_a_sorted_index_reads_the_end_of_the_file_and_one_row_group_and_a_second_one_nothing()
    {
        var values = Enumerable.Range(0, 400_000).Select(i => (long?)(i * 7919L)).ToArray();
        await using var store = new CountingStore(new MemoryStore());
        await store.PutAsync(Key, RandomIndex.Write<long?>(values, [.. values.Select((_, i) => new[] { $"p{i / 120_000}" })], 20_000, hasStatistics: true, hasDictionary: true));
        var parts = await IndexParts.OpenAsync(store, Key, Int64, new LabelLookup(["p0", "p1", "p2", "p3"]), 4);
        Assert.Equal(new StoreCounts { Tails = 1, BytesRead = 64 << 10 }, store.Counts with { Puts = 0, BytesWritten = 0 });
        var before = store.Counts;

        Assert.Equal([Verdict.None, Verdict.Some, Verdict.None, Verdict.None], await Judge(parts, Equal(142_424 * 7919L), trusts: true));
        var first = store.Counts - before;
        Assert.Equal(1, first.Requests);
        Assert.InRange(first.BytesRead, 20_000, 180_000);
        before = store.Counts;

        Assert.Equal([Verdict.None, Verdict.Some, Verdict.None, Verdict.None], await Judge(parts, Equal(142_425 * 7919L), trusts: true));
        Assert.Equal(0, (store.Counts - before).Requests);

        // The labels are a few bytes per row group, and which files there are is found out once.
        Assert.Equal([Verdict.None, Verdict.Some, Verdict.None, Verdict.None], await Judge(parts, Equal(142_424 * 7919L), trusts: false));
        // Statistics show where a label is that wasn't met yet.
        Assert.InRange((store.Counts - before).BytesRead, 1, 3 * 300);
        Assert.InRange((store.Counts - before).Requests, 1, 3);
        before = store.Counts;
        Assert.Equal([Verdict.None, Verdict.None, Verdict.None, Verdict.None], await Judge(parts, Equal(-1), trusts: false));
        Assert.Equal([Verdict.None, Verdict.Some, Verdict.None, Verdict.None], await Judge(parts, Equal(142_426 * 7919L), trusts: false));
        Assert.Equal(0, (store.Counts - before).Requests);
    }

    [Fact]
    public async Task Where_requests_cost_something_the_whole_file_comes_by_one()
    {
        var values = Enumerable.Range(0, 400_000).Select(i => (long?)(i * 7919L)).ToArray();
        await using var store = new CountingStore(new MemoryStore { PieceBytes = 1 << 20 });
        await store.PutAsync(Key, RandomIndex.Write<long?>(values, [.. values.Select((_, i) => new[] { $"p{i / 300_000}" })], 20_000, hasStatistics: true, hasDictionary: false));
        var size = store.Counts.BytesWritten;
        var parts = await IndexParts.OpenAsync(store, Key, Int64, new LabelLookup(["p0", "p1"]), 2);

        Assert.Equal([Verdict.Some, Verdict.None], await Judge(parts, Equal(0), trusts: false));

        Assert.InRange(size, (2 << 20) + 1, long.MaxValue);
        Assert.Equal(new StoreCounts { Tails = 1, Ranges = 1, BytesRead = size }, store.Counts with { Puts = 0, BytesWritten = 0 });
        Assert.Equal([Verdict.None, Verdict.Some], await Judge(parts, Equal(399_999 * 7919L), trusts: false));
        Assert.Equal(2, store.Counts.Requests - store.Counts.Puts);
    }

    [Fact]
    public async Task A_label_beside_a_null_value_lists_no_file()
    {
        await using var store = new MemoryStore();
        await store.PutAsync(Key, RandomIndex.Write<long?>([1, null, 2], [["p0"], ["p1"], ["p0", "p2"]], 2, hasStatistics: true, hasDictionary: true));
        var parts = await IndexParts.OpenAsync(store, Key, Int64, new LabelLookup(["p0", "p1", "p2"]), 3, tailBytes: 16);

        Assert.Equal([Verdict.None, Verdict.Some, Verdict.None], await Judge(parts, Equal(9), trusts: false));
        Assert.Equal([Verdict.Some, Verdict.Some, Verdict.Some], await Judge(parts, Equal(2), trusts: false));
    }

    [Fact]
    public async Task A_file_that_was_rewritten_is_not_mixed_with_what_it_was()
    {
        var values = Enumerable.Range(0, 50_000).Select(i => (long?)i).ToArray();
        byte[] Of(int shift) => RandomIndex.Write<long?>([.. values.Select(v => v + shift)], [.. values.Select((_, i) => new[] { $"p{i / 30_000}" })], 5_000, hasStatistics: true, hasDictionary: false);
        await using var store = new MemoryStore();
        await store.PutAsync(Key, Of(0));
        var parts = await IndexParts.OpenAsync(store, Key, Int64, new LabelLookup(["p0", "p1"]), 2);
        await Judge(parts, Equal(100), trusts: true);
        await store.PutAsync(Key, Of(1));

        var error = await Assert.ThrowsAsync<KartothekException>(async () => await Judge(parts, Equal(20_000), trusts: true));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Equal([Verdict.Some, Verdict.None], await Judge(parts, Equal(200), trusts: true));
    }

    [Fact]
    public async Task Damaged_bytes_are_an_error_or_an_answer_but_nothing_else()
    {
        var random = new Random(5);
        var index = RandomIndex.Make(new Random(3));
        var errors = 0;
        for (var i = 0; i < 1_500; i++)
        {
            var bytes = index.File.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            await using var store = new MemoryStore();
            await store.PutAsync(Key, bytes);
            try
            {
                var parts = await IndexParts.OpenAsync(store, Key, index.Field, new LabelLookup(index.Labels), index.Labels.Length, 8);
                var condition = Leaf(index.Condition(random));
                if (IndexParts.Suffice(condition, index.Field))
                {
                    await parts.ReadAsync(condition, trustsIndex: false, default);
                }
            }
            catch (KartothekException e) when (e.Kind is ErrorKind.Corrupt or ErrorKind.Invalid or ErrorKind.NotSupported)
            {
                errors++;
            }
        }
        Assert.InRange(errors, 100, 1_499);
    }

    private static Field Int64 { get; } = new("c", ColumnType.Int64);

    private static Scalar Equal(long value) => Scalar.Equal(Scalar.Column(Int64), Scalar.Constant(value, ColumnType.Int64));

    private static LeafTerm Leaf(Scalar condition) => new PredicateTermBuilder(_ => LeafSource.SecondaryIndex).AsLeaf(condition)!;

    private static async Task<Verdict[]> Judge(IndexParts parts, Scalar condition, bool trusts)
    {
        var leaf = Leaf(condition);
        return new SecondaryIndexPruner(await parts.ReadAsync(leaf, trusts, default), trusts).Judge(leaf)!;
    }
}
