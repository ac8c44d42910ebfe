using System.Globalization;
using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Datasets that Python wrote, updated and written anew.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenUpdateTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Rows_are_appended_to_what_Python_wrote_and_partitions_are_replaced(GoldenSubject subject)
    {
        await using var golden = new LocalStore(subject.Store);
        await using var store = await golden.InMemoryAsync();
        var dataset = await OpenAsync(store, subject);
        if (Refused(dataset))
        {
            return;
        }
        var before = await RowsAsync(dataset);

        var appended = (await dataset.AppendAsync(await SourceAsync(dataset))).Dataset;
        Assert.Equal(dataset.Schema.Fields.Select(f => f.Name), appended.Schema.Fields.Select(f => f.Name));
        Assert.Equal(before.Concat(before).Order(StringComparer.Ordinal), (await RowsAsync(appended)).Order(StringComparer.Ordinal));
        Assert.Equal(dataset.IndexColumns.AsEnumerable(), appended.IndexColumns);
        await CheckIndicesAsync(appended, [.. dataset.Partitions.Select(p => p.Label)]);

        var replaced = (await appended.UpdateAsync(u => u.DeleteAll().Append(Source(dataset)))).Dataset;
        Assert.Equal(before.Order(StringComparer.Ordinal), (await RowsAsync(replaced)).Order(StringComparer.Ordinal));
        await CheckIndicesAsync(replaced);
        // The snapshot of before is still there.
        Assert.Equal(before, await RowsAsync(dataset));
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task A_dataset_written_anew_has_the_same_rows_columns_and_indices(GoldenSubject subject)
    {
        await using var golden = new LocalStore(subject.Store);
        await using var store = new MemoryStore();
        var dataset = await OpenAsync(golden, subject);
        if (Refused(dataset))
        {
            return;
        }
        var created = await Dataset.CreateAsync(store, dataset.Uuid, Source(dataset), new CreateOptions
        {
            PartitionOn = dataset.PartitionColumns,
            SecondaryIndices = dataset.IndexColumns,
            Table = dataset.Table,
            Files = new FileLayout { KeepsNanoseconds = true, KeepsNaN = true },
        });
        Assert.Equal(dataset.Schema.ToString(), created.Schema.ToString());
        Assert.Equal((await RowsAsync(dataset)).Order(StringComparer.Ordinal), (await RowsAsync(created)).Order(StringComparer.Ordinal));
        Assert.Equal(dataset.PartitionColumns.AsEnumerable(), created.PartitionColumns);
        await CheckIndicesAsync(created);
    }

    // What Python could write, and can't read back.
    private static bool Refused(Dataset dataset) => dataset.PartitionColumns.Any(c =>
    {
        var type = dataset.Schema[c].Type;
        return type.Kind is ColumnKind.Binary or ColumnKind.FixedBinary or ColumnKind.Null || type.IsUtc || dataset.Partitions.Any(p => p.Values[dataset.PartitionColumns.IndexOf(c)].Value is null);
    });

    private static async Task<Dataset> OpenAsync(IObjectStore store, GoldenSubject subject) =>
        await Dataset.OpenAsync(store, subject.Dataset.Uuid, new DatasetOptions { Table = subject.Dataset.Table });

    private static async Task<BlockSource> SourceAsync(Dataset dataset) => BlockSource.FromScan(await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, dataset.Schema)));

    private static BlockSource Source(Dataset dataset) => SourceAsync(dataset).GetAwaiter().GetResult();

    private static async Task<string[]> RowsAsync(Dataset dataset)
    {
        var batches = await BatchValues.RowsAsync(dataset.ReadBatchesAsync());
        return [.. batches.Select(r => string.Join('|', r.Select(Text)))];
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text,
        System.Collections.IEnumerable items => $"[{string.Join(',', items.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // An index kept by commits equals the data: for each listed value the files that hold it, and no others.
    // Python's index of binary values has them up to their first zero byte.
    private static async Task CheckIndicesAsync(Dataset dataset, HashSet<string>? ofPython = null)
    {
        foreach (var column in dataset.IndexColumns)
        {
            await dataset.LoadIndexAsync(column, default);
            Assert.True(dataset.TryGetIndex(column, out var index) && index is not null, $"The index on '{column}' can't be read.");
            var listed = index!.ValuesByFile();
            foreach (var partition in dataset.Partitions)
            {
                var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, new Schema([dataset.Schema[column]])));
                var file = plan.OfGroup([.. plan.Files.Where(f => f.Partition.Ordinal == partition.Ordinal)], []);
                var values = (await GoldenScans.RowsAsync(file)).Select(r => r[0]).Where(v => v is not (null or double.NaN));
                var indexed = listed[partition.Ordinal].Select(v => v.Value);
                if (ofPython?.Contains(partition.Label) ?? false)
                {
                    values = values.Select(CutAtZero);
                    // In another folder than that of Python's the first writer may have been ours, and the values are whole.
                    indexed = GoldenFolder.IsOwnCopy ? indexed : indexed.Select(CutAtZero).DistinctBy(Text);
                }
                Assert.Equal(values.Select(Text).Distinct().Order(StringComparer.Ordinal), indexed.Select(Text).Order(StringComparer.Ordinal));
            }
        }
    }

    private static object? CutAtZero(object? value) => value is byte[] bytes && bytes.Contains((byte)0) ? bytes[..Array.IndexOf(bytes, (byte)0)] : value;
}
