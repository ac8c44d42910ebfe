using System.Text;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

public sealed class StatisticsCheckTests
{
    private const long Min = 0x1234_5678_9ABC_DE00, Max = 0x1234_5678_9ABC_DEF0;

    [Fact]
    public async Task True_statistics_are_found_true()
    {
        var file = await FileAsync();

        Assert.Empty(await FindAsync(file));
        Assert.Empty(StatisticsCheck.FindMissing(await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))));
    }

    [Theory]
    [InlineData(Min, 1, StatisticsFaultKind.Min)]
    [InlineData(Min, -1, null)]
    [InlineData(Max, -1, StatisticsFaultKind.Max)]
    [InlineData(Max, 1, null)]
    public async Task A_bound_of_numbers_that_is_wrong_by_one_is_found(long bound, int by, StatisticsFaultKind? kind)
    {
        var faults = await FindAsync(Patch(await FileAsync(), BitConverter.GetBytes(bound), BitConverter.GetBytes(bound + by)));

        Assert.Equal(kind is null ? [] : [(0, "n", kind)], faults.Select(f => (f.RowGroup, f.Column, (StatisticsFaultKind?)f.Kind)));
    }

    [Theory]
    [InlineData("aardvark", "aardvarl", StatisticsFaultKind.Min)]
    [InlineData("aardvark", "aardvarj", null)]
    [InlineData("zebrafish", "zebrafisg", StatisticsFaultKind.Max)]
    [InlineData("zebrafish", "zebrafisi", null)]
    public async Task A_bound_of_text_that_is_wrong_by_one_is_found(string bound, string other, StatisticsFaultKind? kind)
    {
        var faults = await FindAsync(Patch(await FileAsync(), Encoding.UTF8.GetBytes(bound), Encoding.UTF8.GetBytes(other)));

        Assert.Equal(kind is null ? [] : [(0, "t", kind)], faults.Select(f => (f.RowGroup, f.Column, (StatisticsFaultKind?)f.Kind)));
    }

    /// <summary>A file of two row groups whose extremes occur once: they are the only such bytes in the footer.</summary>
    private static async Task<byte[]> FileAsync()
    {
        var schema = new Schema([new Field("n", ColumnType.Int64), new Field("t", ColumnType.String)]);
        var sink = new MemoryByteSink();
        await using var writer = new ParquetFileWriter(sink, "f", schema, new ParquetWriteOptions { RowGroupRows = 3, Compression = Compression.None });
        long[] numbers = [Min, Min + 5, Max, 1, 2, 3];
        string?[] texts = ["aardvark", "mole", "zebrafish", null, "m", null];
        await writer.WriteAsync(new Block(schema,
        [
            new FlatVector<long>(ColumnType.Int64) { Values = numbers, Length = 6 },
            Bytes(texts),
        ])
        { Length = 6 });
        await writer.FinishAsync();
        return sink.Bytes.ToArray();
    }

    private static BytesVector Bytes(string?[] texts)
    {
        var data = new List<byte>();
        var views = texts.Select(t =>
        {
            var view = new ByteView(data.Count, t?.Length ?? 0);
            data.AddRange(Encoding.UTF8.GetBytes(t ?? ""));
            return view;
        }).ToArray();
        return new BytesVector(ColumnType.String) { Data = [.. data], Views = views, Length = texts.Length, Valid = [.. texts.Select(t => t is not null)] };
    }

    /// <summary>Puts other bytes in the place of some in the footer.</summary>
    private static byte[] Patch(byte[] file, byte[] old, byte[] with)
    {
        var patched = file.ToArray();
        var footer = patched.AsSpan(patched.Length - 8 - BitConverter.ToInt32(patched, patched.Length - 8));
        var at = footer.IndexOf(old);
        Assert.True(at >= 0);
        for (; at >= 0; at = footer.IndexOf(old))
        {
            with.CopyTo(footer[at..]);
        }
        return patched;
    }

    private static async Task<IEnumerable<StatisticsFault>> FindAsync(byte[] file)
    {
        var source = new MemoryByteSource("f", file);
        return await StatisticsCheck.FindUntrueAsync(source, await ParquetFooter.ReadAsync(source));
    }
}
