using ParquetSharp;

namespace Kartothek.Parquet.Tests;

/// <summary>What ParquetSharp makes of the statistics of a file, as text.</summary>
internal static class StatisticsOfOthers
{
    /// <summary>Per row group and column: nulls, min, max.</summary>
    public static List<string> Of(string path)
    {
        var result = new List<string>();
        using var reader = new ParquetFileReader(path);
        for (var g = 0; g < reader.FileMetaData.NumRowGroups; g++)
        {
            using var group = reader.RowGroup(g);
            for (var c = 0; c < reader.FileMetaData.NumColumns; c++)
            {
                using var chunk = group.MetaData.GetColumnChunkMetaData(c);
                using var statistics = chunk.Statistics;
                var column = reader.FileMetaData.Schema.Column(c);
                result.Add($"{g} {column.Name} nulls {statistics?.NullCount} " + (statistics is null || !statistics.HasMinMax ? "none" : $"{Show(statistics.MinUntyped)} .. {Show(statistics.MaxUntyped)}"));
            }
        }
        return result;
    }

    private static byte[] Copy(ByteArray bytes)
    {
        var copy = new byte[bytes.Length];
        if (copy.Length > 0)
            System.Runtime.InteropServices.Marshal.Copy(bytes.Pointer, copy, 0, copy.Length);
        return copy;
    }

    private static string Show(object value) => value switch
    {
        ByteArray bytes => Convert.ToHexString(Copy(bytes)),
        FixedLenByteArray => "fixed",
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x"),
        float number => BitConverter.SingleToInt32Bits(number).ToString("x"),
        _ => value.ToString()!,
    };
}
