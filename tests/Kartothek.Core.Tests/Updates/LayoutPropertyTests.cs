using CsCheck;
using Kartothek.Columns;
using static Kartothek.Core.Tests.TestRows;

namespace Kartothek.Core.Tests;

public sealed class LayoutPropertyTests
{
    [Fact]
    public void Rows_come_back_whatever_the_layout() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var rows = random.Next(200);
            object?[] Values(Func<int, object?> value) => [.. Enumerable.Range(0, rows).Select(value)];
            object? OrNull(object value) => random.Next(5) == 0 ? null : value;
            (string, ColumnType, object?[])[] columns =
            [
                ("id", ColumnType.Int64, Values(i => (long)i)),
                ("p", ColumnType.String, Values(_ => new string('x', random.Next(3)) + (random.Next(3) == 0 ? "/ö" : ""))),
                ("q", ColumnType.Date, Values(_ => random.Next(3))),
                ("n", ColumnType.Int16, Values(_ => OrNull(random.Next(-5, 5)))),
                ("f", ColumnType.Double, Values(_ => OrNull(random.Next(4) / 2.0))),
                ("s", ColumnType.String, Values(_ => OrNull($"s{random.Next(10)}"))),
            ];
            var options = new CreateOptions
            {
                PartitionOn = [.. new[] { "p", "q" }.Where(_ => random.Next(2) == 0)],
                SecondaryIndices = [.. new[] { "n", "s" }.Where(_ => random.Next(2) == 0)],
                MaxParallelism = random.Next(1, 4),
                Files = new FileLayout
                {
                    SortBy = [.. new[] { "s", "n", "f" }.Where(_ => random.Next(3) == 0)],
                    Buckets = random.Next(1, 4),
                    BucketBy = random.Next(2) == 0 ? ["id"] : [],
                    RowGroupRows = random.Next(1, 100),
                    TargetFileBytes = random.Next(2) == 0 ? 1 : 1 << 20,
                    BufferBytes = random.Next(2) == 0 ? 1 : 1 << 20,
                    PageIndex = random.Next(2) == 0,
                    BloomFilters = random.Next(2) == 0 ? ["s"] : [],
                },
            };
            var store = new MemoryStore();
            var dataset = Dataset.CreateAsync(store, "x", InBlocks(random.Next(1, 100), columns), options).AsTask().GetAwaiter().GetResult();

            var read = ReadAsync(dataset, "id", "p", "q", "n", "f", "s").GetAwaiter().GetResult();
            var expected = Enumerable.Range(0, rows).Select(i => string.Join('|', columns.Select(c => c.Item3[i] ?? "null")));
            Assert.Equal(expected, read.OrderBy(r => (long)r[0]!).Select(r => string.Join('|', r.Select(v => v ?? "null"))));
            CheckSorted(dataset, options.Files.SortBy);
            CheckIndices(dataset, read);
        },
        iter: 300);

    private static void CheckSorted(Dataset dataset, IReadOnlyList<string> sortBy)
    {
        if (sortBy.Count == 0)
        {
            return;
        }
        foreach (var partition in dataset.Partitions)
        {
            var rows = RowsOf(dataset, partition, [.. sortBy]);
            foreach (var (before, after) in rows.Zip(rows.Skip(1)))
            {
                var order = before.Zip(after, Compare).FirstOrDefault(c => c != 0);
                Assert.True(order <= 0, $"{string.Join(',', before)} is before {string.Join(',', after)} in {partition}");
            }
        }
    }

    // An index that writing collected equals one that is made of the rows.
    private static void CheckIndices(Dataset dataset, List<object?[]> rows)
    {
        foreach (var column in dataset.IndexColumns)
        {
            dataset.LoadIndexAsync(column, default).AsTask().GetAwaiter().GetResult();
            Assert.True(dataset.TryGetIndex(column, out var index));
            var listed = index!.ValuesByFile();
            foreach (var partition in dataset.Partitions)
            {
                var values = RowsOf(dataset, partition, [column]).Select(r => r[0]).OfType<object>().Distinct();
                Assert.Equal(values.Order(), listed[partition.Ordinal].Select(v => v.Value!).Order());
            }
        }
        Assert.Equal(rows.Count, rows.Select(r => r[0]).Distinct().Count());
    }

    private static List<object?[]> RowsOf(Dataset dataset, DatasetPartition partition, string[] columns)
    {
        var request = new ScanRequest(dataset, new Schema(columns.Select(c => dataset.Schema[c])));
        var plan = ScanPlanner.PlanFilesAsync(request).AsTask().GetAwaiter().GetResult();
        return GoldenScans.RowsAsync(plan.OfGroup([.. plan.Files.Where(f => f.Partition.Ordinal == partition.Ordinal)], [])).GetAwaiter().GetResult();
    }

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => Comparer<object>.Default.Compare(left, right),
    };
}
