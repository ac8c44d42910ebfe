using System.Globalization;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Rows to write, from boxed values, and rows read back.</summary>
internal static class TestRows
{
    /// <summary>A source of one block.</summary>
    public static BlockSource Source(params (string Name, ColumnType Type, object?[] Values)[] columns) => InBlocks(int.MaxValue, columns);

    /// <summary>A source of blocks of some rows each. Values are as <see cref="ConstantScalar.Value"/> has them, or .NET's own.</summary>
    public static BlockSource InBlocks(int blockRows, params (string Name, ColumnType Type, object?[] Values)[] columns)
    {
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Type)));
        var rows = columns[0].Values.Length;
        var blocks = new List<Block>();
        for (var start = 0; start < rows; start += Math.Min(blockRows, rows - start))
        {
            var count = Math.Min(blockRows, rows - start);
            var first = start;
            blocks.Add(new Block(schema, [.. columns.Select(c => ConstantVectors.OfValues(c.Type, count, r => Scalar.Constant(c.Values[first + r], c.Type).Value))]) { Length = count });
        }
        return BlockSource.FromBlocks(schema, blocks);
    }

    /// <summary>All rows of a dataset, in order, with the columns asked for.</summary>
    public static async Task<List<object?[]>> ReadAsync(Dataset dataset, params string[] columns)
    {
        var schema = columns.Length == 0 ? dataset.Schema : new Schema(columns.Select(c => dataset.Schema[c]));
        return await GoldenScans.RowsAsync(await ScanPlanner.PlanFilesAsync(new ScanRequest(dataset, schema)));
    }

    /// <summary>The rows as text, one each: <c>1|a|null</c>.</summary>
    public static async Task<string[]> TextsAsync(Dataset dataset, params string[] columns) => [.. (await ReadAsync(dataset, columns)).Select(Text)];

    /// <summary>The labels without their last part.</summary>
    public static string[] Keys(Dataset dataset) => [.. dataset.Partitions.Select(p => p.Label[..Math.Max(0, p.Label.LastIndexOf('/'))])];

    private static string Text(object?[] row) => string.Join('|', row.Select(v => v is null ? "null" : Convert.ToString(v, CultureInfo.InvariantCulture)));
}
