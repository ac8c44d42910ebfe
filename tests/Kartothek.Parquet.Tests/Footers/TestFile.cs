using System.Buffers.Binary;
using Fields = Kartothek.Parquet.Tests.CompactWriter.Fields;

namespace Kartothek.Parquet.Tests;

/// <summary>A Parquet file of one flat column and one row group, whose pages are garbage and whose footer says what a test wants.</summary>
internal sealed record TestFile
{
    public Action<Fields> Column { get; init; } = c => c.Int32(1, (int)PhysicalType.Int64).Int32(3, 1).Text(4, "x");

    public int Physical { get; init; } = (int)PhysicalType.Int64;

    public string? CreatedBy { get; init; } = "parquet-cpp-arrow version 15.0.0";

    /// <summary>The member of each leaf's column order; null leaves the list out.</summary>
    public int[]? ColumnOrders { get; init; } = [1];

    public Action<Fields>? Statistics { get; init; }

    public long Rows { get; init; } = 10;

    public long? GroupRows { get; init; }

    public long DataPageOffset { get; init; } = 4;

    public long? DictionaryPageOffset { get; init; }

    public long CompressedSize { get; init; } = 20;

    public Action<Fields>? MoreChunk { get; init; }

    public byte[] ToBytes()
    {
        var footer = CompactWriter.Struct(f => f
            .Int32(1, 2)
            .Structs(2, [r => r.Text(4, "schema").Int32(5, 1), Column])
            .Int64(3, Rows)
            .Structs(4, [g => g.Structs(1, [Chunk]).Int64(2, CompressedSize).Int64(3, GroupRows ?? Rows)])
            .Text(6, CreatedBy)
            .Structs(7, ColumnOrders?.Select(o => (Action<Fields>)(c => c.Struct(o, _ => { }))).ToArray()));
        return Around(footer);
    }

    /// <summary>A file with 20 bytes of data, and this footer.</summary>
    public static byte[] Around(byte[] footer)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        return [.. "PAR1"u8, .. new byte[20], .. footer, .. length, .. "PAR1"u8];
    }

    public ParquetFooter Read()
    {
        var task = ParquetFooter.ReadAsync(new MemoryByteSource("test.parquet", ToBytes()));
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private void Chunk(Fields chunk)
    {
        chunk.Int64(2, 4).Struct(3, m => m
            .Int32(1, Physical).Int32s(2, 0, 3).Texts(3, "x").Int32(4, 0).Int64(5, Rows).Int64(6, CompressedSize).Int64(7, CompressedSize)
            .Int64(9, DataPageOffset).Int64(11, DictionaryPageOffset).Struct(12, Statistics));
        MoreChunk?.Invoke(chunk);
    }
}
