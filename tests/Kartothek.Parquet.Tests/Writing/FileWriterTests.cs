using Kartothek.Columns;

namespace Kartothek.Parquet.Tests;

/// <summary>Forms that the writer chooses, what it says of itself, and what it refuses.</summary>
public sealed class FileWriterTests
{
    private static readonly Schema Text = new([new Field("t", ColumnType.String)]);

    [Fact]
    public async Task A_dictionary_that_grows_too_large_is_given_up_within_the_chunk()
    {
        // The first page has few values, the others have many long ones.
        var random = new Random(1);
        object?[] texts = [.. Enumerable.Range(0, 60_000).Select(row => row < 20_000 ? $"few {random.Next(10)}" : $"{row} {new string('x', 100)}")];
        object?[] numbers = [.. Enumerable.Range(0, 300_000).Select(row => (object?)(row < 20_000 ? random.Next(10) << 20 : random.NextInt64()))];
        foreach (var (type, values) in new[] { (ColumnType.String, texts), (ColumnType.Int64, numbers) })
        {
            var file = await WrittenColumns.WriteAsync([(new Field("c", type), values)], new ParquetWriteOptions { RowGroupRows = 1_000_000 });
            await WrittenColumns.CheckAsync(file, [(new Field("c", type), values)]);
            var encodings = (await ChunkAsync(file, "c")).Encodings;
            Assert.True((encodings & (1u << (int)ValueEncoding.RunLengthDictionary)) != 0 && (encodings & ((1u << (int)ValueEncoding.Plain) | (1u << (int)ValueEncoding.DeltaBinaryPacked))) != 0);
        }
    }

    [Theory]
    [InlineData("few", nameof(ValueEncoding.RunLengthDictionary))]
    [InlineData("ascending", nameof(ValueEncoding.DeltaBinaryPacked))]
    [InlineData("wild", nameof(ValueEncoding.Plain))]
    public async Task Numbers_are_encoded_in_the_form_that_is_smallest(string values, string encoding)
    {
        var random = new Random(1);
        Func<int, long> value = values switch { "few" => _ => random.Next(50) * 1_000_003L, "ascending" => row => row * 3L, _ => _ => random.NextInt64() };
        object?[] numbers = [.. Enumerable.Range(0, 50_000).Select(row => (object?)value(row))];
        var chunk = await ChunkAsync(await WrittenColumns.WriteAsync([(new Field("c", ColumnType.Int64), numbers)], new ParquetWriteOptions()), "c");
        Assert.NotEqual(0u, chunk.Encodings & (1u << (int)Enum.Parse<ValueEncoding>(encoding)));
        Assert.Equal(encoding == nameof(ValueEncoding.RunLengthDictionary), chunk.DictionaryPageOffset > 0);
    }

    [Fact]
    public async Task Booleans_are_plain_and_texts_never_in_a_form_that_Kartothek_cannot_read()
    {
        foreach (var (name, type) in WriteTypes.All)
        {
            object?[] values = [.. Enumerable.Range(0, 30_000).Select(row => (object?)WriteTypes.Value(type, row))];
            var encodings = (await ChunkAsync(await WrittenColumns.WriteAsync([(new Field(name, type), values)], new ParquetWriteOptions()), name)).Encodings;
            var allowed = (1u << (int)ValueEncoding.Plain) | (1u << (int)ValueEncoding.RunLength);
            if (type.Kind != ColumnKind.Boolean)
                allowed |= 1u << (int)ValueEncoding.RunLengthDictionary;
            if (type.Storage is ColumnStorage.Int32 or ColumnStorage.UInt32 or ColumnStorage.Int64 or ColumnStorage.UInt64 && type.Kind != ColumnKind.Decimal)
                allowed |= 1u << (int)ValueEncoding.DeltaBinaryPacked;
            Assert.Equal(0u, encodings & ~allowed);
        }
    }

    [Fact]
    public async Task Pages_end_at_a_mebibyte_and_long_values_have_pages_of_their_own()
    {
        object?[] values = [.. Enumerable.Range(0, 50).Select(row => (object?)new string((char)('a' + (row % 26)), row % 10 == 0 ? 3_000_000 : 200_000))];
        values[3] = null;
        var columns = new[] { (new Field("t", ColumnType.String), values) };
        var file = await WrittenColumns.WriteAsync(columns, new ParquetWriteOptions { PageIndex = true, Compression = Compression.None });
        await WrittenColumns.CheckAsync(file, columns);
        var source = new MemoryByteSource("f", file);
        var index = await PageIndex.ReadAsync(source, await ChunkAsync(file, "t"));
        Assert.True(index!.Pages.Length >= 10);
        Assert.All(index.Pages, page => Assert.InRange(page.Range.Length, 1, 4_500_000));
    }

    [Fact]
    public async Task A_row_group_goes_to_the_sink_at_once_and_its_memory_is_free_then()
    {
        var sink = new MemoryByteSink();
        await using var writer = new ParquetFileWriter(sink, "f", Text, new ParquetWriteOptions { RowGroupRows = 1000 });
        var block = new Block(Text, [WriteTypes.ToVector(ColumnType.String, [.. Enumerable.Range(0, 999).Select(i => $"value {i * 7919}")])]) { Length = 999 };
        await writer.WriteAsync(block);
        Assert.Equal(0, writer.ByteCount);
        Assert.True(writer.BufferedBytes > 5000);
        await writer.WriteAsync(block, new[] { 5 });
        Assert.Equal((1000L, sink.Bytes.Length, 0L), (writer.RowCount, writer.ByteCount, writer.BufferedBytes));
        await writer.FlushRowGroupAsync();
        var written = await writer.FinishAsync();
        Assert.Single(written.Footer.RowGroups);
        Assert.Equal(sink.Bytes.Length, written.Footer.FileLength);
    }

    [Fact]
    public async Task The_footer_names_its_writer_order_metadata_and_sort_order()
    {
        object?[] values = [.. Enumerable.Range(0, 10).Select(i => (object?)i)];
        var options = new ParquetWriteOptions { KeyValues = [new("b", "1"), new("a", "ä")], SortedBy = [new("y", Descending: true), new("x")] };
        var file = await WrittenColumns.WriteAsync([(new Field("x", ColumnType.Int32), values), (new Field("y", ColumnType.Int32), values)], options);
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", file));
        Assert.StartsWith("kartothek.linq version ", footer.CreatedBy, StringComparison.Ordinal);
        Assert.Equal("kartothek.linq", footer.Writer.Application);
        Assert.Equal([new("b", "1"), new("a", "ä")], footer.KeyValueMetadata);
        Assert.All(footer.Leaves, leaf => Assert.Equal((ColumnOrder.TypeDefined, 1), (footer.OrderOf(leaf.Ordinal), leaf.MaxDefinitionLevel)));
        using var stream = new MemoryStream(file);
        await using var reader = await global::Parquet.ParquetReader.CreateAsync(stream);
        var group = reader.Metadata!.RowGroups[0];
        Assert.Equal([(1, true, false), (0, false, false)], group.SortingColumns!.Select(s => (s.ColumnIdx, s.Descending, s.NullsFirst)));
        Assert.Equal(group.Columns.Sum(c => c.MetaData!.TotalUncompressedSize), group.TotalByteSize);
        Assert.All(group.Columns, c => Assert.NotNull(c.MetaData!.EncodingStats));
    }

    [Fact]
    public async Task A_schema_file_has_the_schema_and_no_rows()
    {
        var schema = new Schema(WriteTypes.All.Select(t => new Field(t.Key, t.Value, IsNullable: false)));
        var footer = await ParquetFooter.ReadAsync(new MemoryByteSource("f", SchemaFileWriter.Write(schema, [new("pandas", "{}")])));
        Assert.Equal(schema.Fields.Select(f => f with { IsNullable = true }), footer.Schema.Fields);
        Assert.Equal((0L, 0), (footer.RowCount, footer.RowGroups.Length));
        Assert.Equal("{}", footer.KeyValueMetadata["pandas"]);
    }

    [Fact]
    public async Task Blocks_of_other_columns_are_refused()
    {
        await using var writer = new ParquetFileWriter(new MemoryByteSink(), "f", Text);
        var number = new Block(Text, [WriteTypes.ToVector(ColumnType.Int64, [1L])]) { Length = 1 };
        var error = await Assert.ThrowsAsync<KartothekException>(() => writer.WriteAsync(number).AsTask());
        Assert.Equal("Cannot write column 't' of 'f', which is string there: the block has int64. Convert the column first.", error.Message);
        error = await Assert.ThrowsAsync<KartothekException>(() => writer.WriteAsync(new Block(Text, []) { Length = 1 }).AsTask());
        Assert.Equal(ErrorKind.Invalid, error.Kind);
    }

    [Fact]
    public async Task Values_that_do_not_fit_are_refused_with_their_row()
    {
        // A view may say what it likes: the value is refused before it is looked at.
        var huge = new BytesVector(ColumnType.String, 1) { Length = 1 };
        huge.Views[0] = new(0, 600_000_000);
        await using var writer = new ParquetFileWriter(new MemoryByteSink(), "f", Text);
        var error = await Assert.ThrowsAsync<KartothekException>(() => writer.WriteAsync(new Block(Text, [huge]) { Length = 1 }).AsTask());
        Assert.Equal(ErrorKind.NotSupported, error.Kind);
        Assert.StartsWith("Cannot write row 0 of 'f': its value of column 't' takes 600000000 bytes, and ", error.Message, StringComparison.Ordinal);

        error = await Assert.ThrowsAsync<KartothekException>(() => WrittenColumns.WriteAsync([(new Field("f", ColumnType.FixedBinary(3)), [new byte[] { 1, 2, 3 }, new byte[] { 1 }])], new ParquetWriteOptions()));
        Assert.Contains("has 1 bytes, and the column's values have 3", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<KartothekException>(() => WrittenColumns.WriteAsync([(new Field("d", ColumnType.Decimal(3, 1)), [1000L])], new ParquetWriteOptions()));
        Assert.Contains("more digits than decimal(3,1) holds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        Refuse(new ParquetWriteOptions { Level = 3 }, "Cannot write 'f': Snappy has no levels, and level 3 was asked for. Leave the level out.");
        Refuse(new ParquetWriteOptions { Compression = Compression.Zstd, Level = 23 }, "Cannot write 'f': Zstd has no level 23. Choose one from 1 to 22, or none.");
        Refuse(new ParquetWriteOptions { BloomFilters = ["x"] }, "Cannot write 'f': the list of bloom filters names the column 'x', which isn't among the flat columns 't'. Name one of them.");
        Refuse(new ParquetWriteOptions { SortedBy = [new("x")] }, "Cannot write 'f': the sort order names the column 'x', which isn't among the flat columns 't'. Name one of them.");
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetFileWriter(new MemoryByteSink(), "f", Text, new ParquetWriteOptions { RowGroupRows = 0 }));

        static void Refuse(ParquetWriteOptions options, string message) =>
            Assert.Equal(message, Assert.Throws<KartothekException>(() => new ParquetFileWriter(new MemoryByteSink(), "f", Text, options)).Message);
    }

    private static async Task<ColumnChunk> ChunkAsync(byte[] file, string column) =>
        (await ParquetFooter.ReadAsync(new MemoryByteSource("f", file))).RowGroups[0].Chunk(column)!;
}
