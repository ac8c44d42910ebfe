using Kartothek.Columns;
using Kartothek.Testing;

namespace Kartothek.Core.Tests;

/// <summary>Datasets of small rows for row-level operations, and what is in them.</summary>
internal static class RewriteRows
{
    /// <summary>A row: <c>id</c> is unique, <c>p</c> may be a partition column.</summary>
    internal sealed record Row(int Id, string P, int? A, double? F, string? S, byte[]? B, sbyte Small)
    {
        /// <summary>The row as text, null and NaN told apart.</summary>
        public string Text => $"{Id}|{P}|{Of(A)}|{(F is { } f ? (double.IsNaN(f) ? "NaN" : f.ToString("R")) : "-")}|{Of(S)}|{(B is null ? "-" : Convert.ToHexString(B))}|{Small}";

        private static string Of(object? value) => value?.ToString() ?? "-";
    }

    /// <summary>Some rows: two files per partition, three rows each.</summary>
    public static IReadOnlyList<Row> Some { get; } =
        [.. Enumerable.Range(0, 12).Select(i => new Row(i, i < 6 ? "x" : "y", i % 4 == 0 ? null : i % 4, i % 5 == 0 ? null : i * 0.5, i % 3 == 0 ? null : $"s{i % 3}", i % 2 == 0 ? null : [(byte)i, 0, 1], (sbyte)(i - 6)))];

    /// <summary>The same with blobs so long that no file comes whole with its footer, and data requests show.</summary>
    public static IReadOnlyList<Row> Long { get; } = [.. Some.Select(r => r with { B = Noise(r.Id) })];

    private static byte[] Noise(int seed)
    {
        var bytes = new byte[50_000];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A dataset of rows, partitioned by <c>p</c>, with indices on <c>a</c> and <c>s</c>.</summary>
    public static TestDataset<Row> Dataset(IEnumerable<Row> rows, int rowsPerFile = 3, int rowGroup = 2, bool isPartitioned = true)
    {
        var data = new TestDataset<Row>().IndexOn("a", "s").RowGroups(rowGroup);
        if (!isPartitioned)
        {
            return data.Files(rows, rowsPerFile);
        }
        data.PartitionOn("p");
        foreach (var group in rows.GroupBy(r => r.P))
        {
            data.Files(group, rowsPerFile);
        }
        return data;
    }

    /// <summary>The rows of a dataset in its order, as texts.</summary>
    public static async Task<List<string>> TextsAsync(Dataset dataset) => [.. (await ReadAsync(dataset)).Select(r => r.Text)];

    /// <summary>The rows of a dataset in its order.</summary>
    public static async Task<List<Row>> ReadAsync(Dataset dataset)
    {
        string[] columns = ["id", "p", "a", "f", "s", "b", "small"];
        var schema = new Schema(columns.Select(c => dataset.Schema[c]));
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, schema));
        var rows = new List<Row>();
        await foreach (var chunk in ScanRunner.RunAsync(plan, t => new RowSink(t)))
        {
            rows.AddRange(chunk.Select(r => new Row((int)(long)r[0]!, (string)r[1]!, (int?)(long?)r[2], (double?)r[3], (string?)r[4], (byte[]?)r[5], (sbyte)(long)r[6]!)));
        }
        return rows;
    }

    /// <summary>The rows of a dataset as texts, where <c>small</c> may be null, too.</summary>
    public static async Task<List<string>> ReadNullableAsync(Dataset dataset)
    {
        string[] columns = ["id", "p", "a", "f", "s", "b", "small"];
        var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, new Schema(columns.Select(c => dataset.Schema[c]))));
        var rows = new List<string>();
        await foreach (var chunk in ScanRunner.RunAsync(plan, t => new RowSink(t)))
        {
            rows.AddRange(chunk.Select(r => string.Join('|', r.Select(v => v is byte[] b ? Convert.ToHexString(b) : v?.ToString() ?? "-"))));
        }
        return rows;
    }

    /// <summary>The dataset as it is now.</summary>
    public static async Task<Dataset> AgainAsync(Dataset dataset) => await Core.Dataset.OpenAsync(dataset.Store, dataset.Uuid);

    /// <summary>Rows as blocks.</summary>
    public static BlockSource Source(params IEnumerable<Row> rows) => Source([.. rows], ["id", "p", "a", "f", "s", "b", "small"]);

    /// <summary>Rows as blocks of some columns.</summary>
    public static BlockSource Source(IReadOnlyList<Row> rows, string[] columns)
    {
        Field Of(string name) => new(name, name switch
        {
            "id" or "a" => ColumnType.Int32,
            "small" => ColumnType.Int8,
            "f" => ColumnType.Double,
            "b" => ColumnType.Binary,
            _ => ColumnType.String,
        });
        var schema = new Schema(columns.Select(Of));
        var blocks = rows.Chunk(4).Select(chunk => new Block(schema, [.. columns.Select(c => ConstantVectors.OfValues(Of(c).Type, chunk.Length, i => Value(chunk[i], c)))]) { Length = chunk.Length });
        return BlockSource.FromBlocks(schema, blocks);
    }

    /// <summary>All of the store's data files that no header names.</summary>
    public static async Task<IReadOnlyList<string>> OrphansAsync(Dataset dataset) =>
        [.. (await dataset.Store.KeysAsync($"{dataset.Uuid}/table/")).Except(dataset.Partitions.Select(p => p.Key)).Where(k => !k.EndsWith("_common_metadata", StringComparison.Ordinal))];

    /// <summary>Checks that the indices say of each file what is in it.</summary>
    public static async Task CheckIndicesAsync(Dataset dataset)
    {
        foreach (var column in dataset.IndexColumns)
        {
            await dataset.LoadIndexAsync(column, default);
            Assert.True(dataset.TryGetIndex(column, out var index) && index is not null, column);
            var listed = new SortedSet<string>(StringComparer.Ordinal);
            var values = index.Index.BlocksAs(new Schema([dataset.Schema[column]]))!;
            foreach (var block in values)
            {
                for (var i = 0; i < block.Length; i++)
                {
                    foreach (var file in index.Index.PartitionsOf((int)block.FirstRow + i))
                    {
                        listed.Add($"{dataset.Partitions[file].Label}: {VectorValues.At(block.Columns[0], i)}");
                    }
                }
            }
            var held = new SortedSet<string>(StringComparer.Ordinal);
            var plan = await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, new Schema([dataset.Schema[column]])));
            foreach (var file in plan.Files)
            {
                var one = plan.OfGroup([file], []);
                await foreach (var chunk in ScanRunner.RunAsync(one, t => new RowSink(t)))
                {
                    held.UnionWith(chunk.Where(r => r[0] is not (null or double.NaN)).Select(r => $"{file.Partition.Label}: {r[0]}"));
                }
            }
            Assert.Equal(held, listed);
        }
    }

    private static object? Value(Row row, string column) => column switch
    {
        "id" => row.Id,
        "a" => row.A,
        "small" => (int)row.Small,
        "f" => row.F,
        "b" => row.B,
        "p" => row.P,
        _ => row.S,
    };
}
