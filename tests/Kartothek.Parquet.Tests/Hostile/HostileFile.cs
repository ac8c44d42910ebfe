using System.Diagnostics;
using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Reads files that may be damaged, and fails where that ends in anything but rows or one clear exception, or takes memory or time without bounds.</summary>
internal static class HostileFile
{
    /// <summary>What reading may allocate at most, whatever the file claims: its pages are far smaller.</summary>
    private const long MaxBytes = 100L << 20;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(20);

    /// <summary>Reads all columns of all rows, up to a number of rows; once with chunks in memory as a whole, once in small pieces, which has to end in the same way.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="what">For messages.</param>
    /// <param name="maxRows">A damaged count may claim any number of rows, which a run of equal values can even deliver; so many are read.</param>
    /// <returns>The exception, or null where rows came.</returns>
    public static async Task<KartothekException?> ReadAsync(byte[] file, string what, long maxRows = 200_000)
    {
        var whole = await ReadAsync(file, what, maxRows, int.MaxValue);
        var pieces = await ReadAsync(file, what, maxRows, 64);
        Assert.True(whole is null == pieces is null, $"{what}: as a whole: {whole?.Message ?? "rows"}; in pieces: {pieces?.Message ?? "rows"}");
        return whole;
    }

    private static async Task<KartothekException?> ReadAsync(byte[] file, string what, long maxRows, int pieceBytes)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var time = Stopwatch.StartNew();
        try
        {
            await ReadAllAsync(file, maxRows, pieceBytes);
            return null;
        }
        catch (KartothekException e)
        {
            Assert.True(e.Kind is ErrorKind.Corrupt or ErrorKind.NotSupported or ErrorKind.Invalid, $"{what}: {e}");
            Assert.Contains("hostile.parquet", e.Message);
            return e;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
            return null;
        }
        finally
        {
            var used = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.True(used < MaxBytes, $"{what}: reading {file.Length} bytes allocated {used}");
            Assert.True(time.Elapsed < MaxTime, $"{what}: reading {file.Length} bytes took {time.Elapsed}");
        }
    }

    private static async Task ReadAllAsync(byte[] file, long maxRows, int pieceBytes)
    {
        var source = new MemoryByteSource("hostile.parquet", file) { PieceBytes = pieceBytes };
        var footer = await ParquetFooter.ReadAsync(source);
        using var buffers = new ScanBuffers();
        var rows = 0L;
        for (var group = 0; group < footer.RowGroups.Length && rows < maxRows; group++)
        {
            using var scan = RowGroupScan.Open(source, footer, group, new ScanColumns(footer.Schema), buffers);
            while (rows < maxRows && await scan.NextAsync() is { } block)
            {
                rows += block.Length;
                // Looks at every value, as whatever comes after a scan does.
                foreach (var column in block.Columns)
                    Touch(column, block.Length);
            }
        }
    }

    private static void Touch(Vector column, int rows)
    {
        if (column is NestedVector)
            return;
        for (var row = 0; row < rows; row++)
            _ = Cells.Of(column, row);
    }
}
