using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>The values of vectors as objects: numbers as they are stored, bytes as hexadecimal text, so that equality is that of values.</summary>
internal static class Cells
{
    public static object? Of(Vector vector, int row)
    {
        if (vector.IsNull(row))
            return null;
        return vector switch
        {
            FlatVector<bool> flat => flat.Values[row],
            FlatVector<int> flat => flat.Values[row],
            FlatVector<uint> flat => flat.Values[row],
            FlatVector<long> flat => flat.Values[row],
            FlatVector<ulong> flat => flat.Values[row],
            FlatVector<float> flat => BitConverter.SingleToInt32Bits(flat.Values[row]),
            FlatVector<double> flat => BitConverter.DoubleToInt64Bits(flat.Values[row]),
            FlatVector<Int128> flat => flat.Values[row],
            BytesVector bytes => Convert.ToHexString(bytes[row]),
            DictionaryVector coded => Of(coded.Dictionary.Entries, coded.Codes[row]),
            ConstantVector constant => Of(constant.Value, 0),
            _ => throw new NotSupportedException(vector.GetType().Name),
        };
    }

    /// <summary>A value in the same form.</summary>
    public static object? Of(object? value) => value switch
    {
        float number => BitConverter.SingleToInt32Bits(number),
        double number => BitConverter.DoubleToInt64Bits(number),
        byte[] bytes => Convert.ToHexString(bytes),
        string text => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)),
        _ => value,
    };

    /// <summary>All rows of all row groups of a file, by column; with the numbers of the rows. They are the same in whatever pieces chunks are read.</summary>
    public static async Task<(List<object?>[] Columns, List<long> Rows)> ReadAsync(byte[] file, ScanColumns spec, ScanBuffers? buffers = null)
    {
        var (columns, rows) = await ReadAsync(file, spec, buffers ?? new ScanBuffers(), int.MaxValue);
        foreach (var pieceBytes in new[] { 64, 3000 })
        {
            var (inPieces, rowsInPieces) = await ReadAsync(file, spec, new ScanBuffers { Scribbles = true }, pieceBytes);
            Assert.Equal(rows, rowsInPieces);
            for (var i = 0; i < columns.Length; i++)
                Assert.Equal(columns[i], inPieces[i]);
        }
        return (columns, rows);
    }

    private static async Task<(List<object?>[] Columns, List<long> Rows)> ReadAsync(byte[] file, ScanColumns spec, ScanBuffers buffers, int pieceBytes)
    {
        var source = new MemoryByteSource("test.parquet", file) { PieceBytes = pieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        var columns = spec.Columns.Fields.Select(_ => new List<object?>()).ToArray();
        var rows = new List<long>();
        for (var group = 0; group < footer.RowGroups.Length; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, spec, buffers);
            while (await scan.NextAsync() is { } block)
            {
                Assert.InRange(block.Length, 1, RowGroupScan.BlockRows);
                for (var row = 0; row < block.Length; row++)
                    rows.Add(block.RowNumber(row));
                for (var i = 0; i < columns.Length; i++)
                {
                    Assert.Equal(block.Length, block.Columns[i].Length);
                    for (var row = 0; row < block.Length; row++)
                        columns[i].Add(Of(block.Columns[i], row));
                }
            }
        }
        return (columns, rows);
    }
}
