using CsCheck;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Random commits, some of which die halfway, with garbage collection in between.</summary>
public sealed class GarbagePropertyTests
{
    private static readonly Schema Columns = new([new Field("p", ColumnType.Int64), new Field("v", ColumnType.Int64)]);
    private static readonly GarbageOptions AtOnce = new() { Retention = TimeSpan.Zero };

    [Fact]
    public async Task Collection_removes_no_referenced_key_and_leaves_no_orphan() =>
        await Gen.Select(Gen.Int[0, 6], Gen.Int[1, 60], Gen.Int[0, 4]).Array[4, 14].SampleAsync(RunAsync, iter: 12, threads: 1);

    private static async Task RunAsync((int Operation, int Fault, int Value)[] steps)
    {
        await using var store = new MemoryStore();
        var model = new List<(long P, long V)> { (0, 1), (1, 2) };
        await Dataset.CreateAsync(store, "u", Rows(model), new CreateOptions { PartitionOn = ["p"], SecondaryIndices = ["v"] });
        await Dataset.CreateAsync(store, "ux", Rows(model));
        var other = await store.ObjectsAsync("ux");
        var next = 10L;
        var versions = new Dictionary<long, List<(long P, long V)>> { [1] = [.. model] };
        foreach (var (operation, fault, value) in steps)
        {
            List<(long P, long V)> added = [(value, ++next), (value, ++next)];
            List<(long P, long V)> after = operation switch
            {
                0 or 1 => [.. model, .. added],
                2 => [.. model.Where(r => r.P != value)],
                5 => versions[(value % versions.Count) + 1],
                _ => [.. model],
            };
            var faulty = new FaultStore(store) { At = fault, Kind = fault % 2 == 0 ? FaultKind.Crash : FaultKind.CrashAfter };
            var error = await Record.ExceptionAsync(() => ApplyAsync(faulty, operation, added, value, (value % versions.Count) + 1));
            Assert.True(error is null or KartothekException, error?.ToString());
            var rows = await ReadAsync(store);
            Assert.True(rows.SequenceEqual(model.Order()) || rows.SequenceEqual(after.Order()), $"Operation {operation}: {string.Join(" ", rows)}");
            Assert.True(error is not null || rows.SequenceEqual(after.Order()));
            model = rows;
            versions[(await DatasetHeader.ReadAsync(store, "u")).Record!.Number] = rows;

            var before = await store.KeysAsync();
            var report = await Garbage.CollectAsync(store, "u", AtOnce);

            await CheckAsync(store, before, report);
            Assert.Equal(model, await ReadAsync(store));
            Assert.Equal(other, await store.ObjectsAsync("ux"));
        }
    }

    private static async Task ApplyAsync(IObjectStore store, int operation, List<(long P, long V)> added, long value, long version)
    {
        var dataset = await Dataset.OpenAsync(store, "u");
        await (operation switch
        {
            0 or 1 => dataset.AppendAsync(Rows(added)).AsTask(),
            2 => dataset.UpdateAsync(u => u.Delete(Scalar.Equal(Scalar.Column("p", ColumnType.Int64), Scalar.Constant(value, ColumnType.Int64)))).AsTask(),
            3 => dataset.UpdateAsync(u => u.BuildIndex("v")).AsTask(),
            4 => dataset.CompactAsync().AsTask(),
            5 => dataset.RestoreAsync(version).AsTask(),
            _ => (Task)Garbage.CollectAsync(store, "u", AtOnce).AsTask(),
        });
    }

    /// <summary>What is left is what the header or a version that is kept refers to, and nothing else; what went, nothing referred to.</summary>
    private static async Task CheckAsync(IObjectStore store, IReadOnlyList<string> before, GarbageReport report)
    {
        var header = await DatasetHeader.ReadAsync(store, "u");
        var needed = HeaderKeys.Of(header).Append(header.Key).Append("u/table/_common_metadata").ToHashSet(StringComparer.Ordinal);
        foreach (var version in await VersionHistory.ListAsync(store, "u", default))
        {
            needed.Add(version.Key.Of("u"));
            needed.UnionWith(HeaderKeys.Of((await VersionHistory.ReadAsync(store, "u", version.Key, default))!));
        }
        Assert.Empty(needed.Except(await store.KeysAsync()));
        var keys = (await store.KeysAsync()).Where(k => !k.StartsWith("ux", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(needed.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
        Assert.Equal(before.Except(await store.KeysAsync()), report.Objects.Select(o => o.Key));
    }

    private static async Task<List<(long P, long V)>> ReadAsync(IObjectStore store)
    {
        var rows = await BatchValues.RowsAsync((await Dataset.OpenAsync(store, "u")).ReadBatchesAsync(["p", "v"]));
        return [.. rows.Select(r => ((long)r[0]!, (long)r[1]!)).Order()];
    }

    private static BlockSource Rows(List<(long P, long V)> rows) => BlockSource.FromBlocks(Columns, new Block(Columns,
        [
            new FlatVector<long>(ColumnType.Int64) { Values = [.. rows.Select(r => r.P)], Length = rows.Count },
            new FlatVector<long>(ColumnType.Int64) { Values = [.. rows.Select(r => r.V)], Length = rows.Count },
        ])
    { Length = rows.Count });
}
