using System.Numerics;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Holds the ranges of every flat column and row group of a file against all its values.</summary>
internal static class RangeCheck
{
    /// <returns>The number of bounds that hold.</returns>
    public static async Task<int> CheckAsync(IByteSource source)
    {
        var footer = await ParquetFooter.ReadAsync(source);
        // INT96 never has bounds, and may hold what doesn't fit its type.
        var flat = new Schema(footer.Schema.Fields.Where(f => footer.RowGroups.All(g => g.Chunk(f.Name) is { Leaf.PhysicalType: not PhysicalType.Int96 })));
        using var buffers = new ScanBuffers();
        var bounds = 0;
        foreach (var group in footer.RowGroups)
        {
            var ranges = flat.Fields.Select(f => group.Range(f.Name)!).ToArray();
            var nulls = new long[ranges.Length];
            using var scan = RowGroupScan.Open(source, footer, group.Ordinal, new ScanColumns(flat), buffers);
            while (await scan.NextAsync() is { } block)
            {
                for (var column = 0; column < ranges.Length; column++)
                {
                    for (var row = 0; row < block.Length; row++)
                    {
                        if (VectorValues.At(block.Columns[column], row) is { } value)
                            CheckValue(value, ranges[column], $"{source.Name}: {flat.Fields[column]} in row group {group.Ordinal}");
                        else
                            nulls[column]++;
                    }
                }
            }
            for (var column = 0; column < ranges.Length; column++)
            {
                Assert.Equal(nulls[column], ranges[column].NullCount ?? nulls[column]);
                bounds += (ranges[column].Min is null ? 0 : 1) + (ranges[column].Max is null ? 0 : 1);
            }
        }
        return bounds;
    }

    private static void CheckValue(object value, ValueRange range, string where)
    {
        if (value is double.NaN)
            return;
        if (range.Min is { } min && Compare(value, min, range.Type) < 0)
            Assert.Fail($"{where}: {ArrowValues.Show(value)} is below {ArrowValues.Show(min)}");
        if (range.Max is { } max && Compare(value, max, range.Type) > 0)
            Assert.Fail($"{where}: {ArrowValues.Show(value)} is above {ArrowValues.Show(max)}");
    }

    private static int Compare(object value, object bound, ColumnType type) => value switch
    {
        byte[] bytes => bytes.AsSpan().SequenceCompareTo((byte[])bound),
        string text when type.Kind == ColumnKind.Decimal => Unscaled(text).CompareTo(BigInteger.Parse(bound.ToString()!)),
        string text => System.Text.Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes((string)bound)),
        double number => number.CompareTo(Convert.ToDouble(bound)),
        bool flag => flag.CompareTo((bool)bound),
        _ => BigInteger.Parse(value.ToString()!).CompareTo(BigInteger.Parse(bound.ToString()!)),
    };

    private static BigInteger Unscaled(string text) => BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal));
}
