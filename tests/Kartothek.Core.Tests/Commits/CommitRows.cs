using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>A dataset of two columns for commits: <c>p</c>, by which it is partitioned, and <c>v</c>, which is indexed. Each append makes one file per partition.</summary>
internal static class CommitRows
{
    /// <summary>The dataset's name.</summary>
    public const string Uuid = "u";

    /// <summary>Options without real pauses and without threads.</summary>
    public static DatasetOptions Open { get; } = new() { MaxParallelism = 1, TimeProvider = new HastyClock() };

    /// <summary>How datasets are created.</summary>
    public static CreateOptions Create { get; } = new() { PartitionOn = ["p"], SecondaryIndices = ["v"], MaxParallelism = 1, Open = Open };

    /// <summary>How rows are added.</summary>
    public static UpdateOptions Update { get; } = new() { MaxParallelism = 1 };

    /// <summary>Rows.</summary>
    public static BlockSource Rows(params (long P, long V)[] rows)
    {
        var schema = new Schema([new Field("p", ColumnType.Int64), new Field("v", ColumnType.Int64)]);
        var block = new Block(schema, [
            ConstantVectors.OfValues(ColumnType.Int64, rows.Length, r => rows[r].P), ConstantVectors.OfValues(ColumnType.Int64, rows.Length, r => rows[r].V)])
        { Length = rows.Length };
        return BlockSource.FromBlocks(schema, rows.Length == 0 ? [] : [block]);
    }

    /// <summary>A dataset with one row in each of two files in partition 1, and one in partition 2: 1|10, 1|11, 2|20.</summary>
    public static async Task<Dataset> CreateAsync(IObjectStore store)
    {
        var dataset = await Dataset.CreateAsync(store, Uuid, Rows((1, 10)), Create);
        dataset = (await dataset.AppendAsync(Rows((1, 11), (2, 20)), Update)).Dataset;
        return dataset;
    }

    /// <summary>Opens the dataset.</summary>
    public static ValueTask<Dataset> OpenAsync(IObjectStore store) => Dataset.OpenAsync(store, Uuid, Open);

    /// <summary>The rows in the order of the dataset, as texts: <c>1|10</c>.</summary>
    public static async Task<string[]> TextsAsync(Dataset dataset)
    {
        var schema = new Schema([dataset.Schema["p"], dataset.Schema["v"]]);
        var rows = await GoldenScans.RowsAsync(await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, schema)));
        return [.. rows.Select(r => $"{r[0]}|{r[1]}")];
    }

    /// <summary>The rows of the dataset as it is now.</summary>
    public static async Task<string[]> TextsAsync(IObjectStore store) => await TextsAsync(await OpenAsync(store));

    /// <summary>The condition that <c>v</c> is a value.</summary>
    public static RowFilter WhereV(long value) => RowFilter.Where(Scalar.Equal(Scalar.Column("v", ColumnType.Int64), Scalar.Constant(value, ColumnType.Int64)));

    /// <summary>The rows that a query finds by the index alone, as texts.</summary>
    public static async Task<Dictionary<long, string[]>> LabelsByValueAsync(Dataset dataset)
    {
        var reference = dataset.Header.Indices.Single(i => i.Column == "v");
        var loaded = await LoadedIndex.ReadAsync(dataset.Store, reference, IndexColumn.Of(dataset.Schema["v"]));
        return Enumerable.Range(0, loaded.Entries.Count).ToDictionary(
            i => (long)ConstantScalar.Of(loaded.Entries.Values, i).Value!,
            i => loaded.Entries.PostingsOf(i).ToArray().Select(l => loaded.Entries.Labels[l]).Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>Rewrites the header as Python would from an older one: it knows nothing of what was committed since.</summary>
    public static async Task OverwriteLikePythonAsync(IObjectStore store, byte[] olderHeader, Func<string, string>? change = null) =>
        await store.PutAsync(DatasetKeys.JsonHeader(Uuid), System.Text.Encoding.UTF8.GetBytes((change ?? (h => h))(System.Text.Encoding.UTF8.GetString(olderHeader))));

    /// <summary>The bytes of the header.</summary>
    public static async Task<byte[]> HeaderAsync(IObjectStore store) => (await store.ReadAllAsync(DatasetKeys.JsonHeader(Uuid))).Bytes.ToArray();
}
