using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;
using Kartothek.Parquet;
using Field = Kartothek.Columns.Field;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core.Tests;

/// <summary>A dataset of one file that holds what no record type can: widths, units, nesting, and columns that the dataset's schema doesn't have.</summary>
internal static class ForeignFile
{
    public const int Rows = 100;

    /// <summary>The file's columns.</summary>
    public static Schema Columns { get; } = new([
        new("id", ColumnType.Int16),
        new("tiny", ColumnType.Int8),
        new("unsigned", ColumnType.UInt16),
        new("wide", ColumnType.Decimal(38, 5)),
        new("ns", ColumnType.Timestamp(ColumnUnit.Nanosecond)),
        new("time", ColumnType.Time(ColumnUnit.Nanosecond)),
        new("single", ColumnType.Float),
        new("fixed", ColumnType.FixedBinary(3)),
        new("list", ColumnType.List(new Field("element", ColumnType.Int32))),
        new("pair", ColumnType.Struct(new Field("a", ColumnType.Int8), new Field("b", ColumnType.String))),
        new("extra", ColumnType.String),
        new("__index_level_0__", ColumnType.Int64)]);

    /// <summary>Footer entries that must survive.</summary>
    public static KeyValuePair<string, string>[] Entries { get; } = [
        new("pandas", """{"index_columns": ["__index_level_0__"], "columns": [{"name": "tiny", "field_name": "tiny", "pandas_type": "int8", "numpy_type": "int8", "metadata": null}]}"""),
        new("mine", "yes")];

    /// <summary>Writes the dataset: one file of 100 rows in row groups of 30, compressed by zstd.</summary>
    public static async Task<MemoryStore> StoreAsync()
    {
        var store = new MemoryStore();
        var sink = new MemoryByteSink();
        await using (var writer = new ParquetFileWriter(sink, "f", Columns, new() { Compression = Compression.Zstd, RowGroupRows = 30, KeyValues = [.. Entries], KeepsNaN = true }))
        {
            await writer.WriteAsync(Block());
            await writer.FinishAsync();
        }
        await store.PutAsync("foreign/table/p=k/00000000000000000000000000000001.parquet", sink.Bytes);
        var schema = SchemaNormalization.Normalize(new Schema([new("p", ColumnType.String), .. Columns.Fields.Where(f => f.Name is not ("extra" or "__index_level_0__"))]), ["p"]);
        await store.PutAsync("foreign/table/_common_metadata", SchemaFile.ToBytes(schema));
        var header = new
        {
            dataset_metadata_version = 4,
            dataset_uuid = "foreign",
            indices = new { },
            metadata = new { creation_time = "2026-01-01T00:00:00" },
            partitions = new Dictionary<string, object> { ["p=k/00000000000000000000000000000001"] = new { files = new { table = "foreign/table/p=k/00000000000000000000000000000001.parquet" } } },
            partition_keys = new[] { "p" },
        };
        await store.PutAsync("foreign.by-dataset-metadata.json", JsonSerializer.SerializeToUtf8Bytes(header));
        return store;
    }

    /// <summary>The values of a file, by column and row, as texts.</summary>
    public static async Task<List<string>> TextsAsync(Dataset dataset, DatasetPartition partition, Schema? columns = null)
    {
        var file = await FileContent.OpenAsync(dataset, partition, null, default);
        var rows = new List<string>();
        await foreach (var (block, positions) in new FileRewrite(file).ReadAsync(columns ?? file.Schema, null, wanted: false))
        {
            for (var i = 0; i < block.Length; i++)
            {
                rows.Add(string.Join('|', block.Columns.Select(c => Text(c, i))));
            }
        }
        return rows;
    }

    private static string Text(Kartothek.Columns.Vector vector, int row) =>
        vector is NestedVector nested ? Text(nested.Array, row)
        : VectorValues.At(vector, row) switch { null => "-", byte[] bytes => Convert.ToHexString(bytes), var value => value.ToString()! };

    private static string Text(IArrowArray array, int row) => array switch
    {
        _ when array.IsNull(row) => "-",
        ListArray list => $"[{string.Join(",", Enumerable.Range(list.ValueOffsets[row], list.GetValueLength(row)).Select(i => Text(list.Values, i)))}]",
        StructArray group => $"{{{string.Join(",", group.Fields.Select(f => Text(f, row + group.Offset - group.Offset)))}}}",
        Int32Array numbers => numbers.GetValue(row).ToString()!,
        Int8Array numbers => numbers.GetValue(row).ToString()!,
        StringArray texts => texts.GetString(row),
        _ => throw new NotSupportedException(array.GetType().Name),
    };

    private static Block Block()
    {
        object? Of(int row, Func<int, object> value) => row % 7 == 3 ? null : value(row);
        Kartothek.Columns.Vector Flat(string name, Func<int, object> value) => ConstantVectors.OfValues(Columns[name].Type, Rows, i => name is "id" or "__index_level_0__" ? value(i) : Of(i, value));
        return new Block(Columns, [
            Flat("id", i => i),
            Flat("tiny", i => i - 50),
            Flat("unsigned", i => 65_435 + i),
            Flat("wide", i => Int128.Parse("99999999999999999999999999999999999999", null) - i),
            Flat("ns", i => 1_600_000_000_000_000_001L + i),
            Flat("time", i => 1L + i),
            Flat("single", i => i == 5 ? float.NaN : i / 3f),
            Flat("fixed", i => new byte[] { (byte)i, 0, 1 }),
            new NestedVector(Columns["list"].Type, Lists()) { Length = Rows },
            new NestedVector(Columns["pair"].Type, Pairs()) { Length = Rows },
            Flat("extra", i => $"e{i}"),
            Flat("__index_level_0__", i => 1000L + i)])
        { Length = Rows };
    }

    private static ListArray Lists()
    {
        var builder = new ListArray.Builder(new Apache.Arrow.Field("element", Int32Type.Default, true));
        var values = (Int32Array.Builder)builder.ValueBuilder;
        for (var i = 0; i < Rows; i++)
        {
            if (i % 5 == 0)
            {
                builder.AppendNull();
                continue;
            }
            builder.Append();
            for (var k = 0; k < i % 4; k++)
            {
                values.Append(10 * i + k);
            }
        }
        return builder.Build();
    }

    private static StructArray Pairs()
    {
        var a = new Int8Array.Builder();
        var b = new StringArray.Builder();
        for (var i = 0; i < Rows; i++)
        {
            a.Append((sbyte)i);
            b.Append($"b{i}");
        }
        var type = new StructType([new Apache.Arrow.Field("a", Int8Type.Default, true), new Apache.Arrow.Field("b", StringType.Default, true)]);
        return new StructArray(type, Rows, [a.Build(), b.Build()], ArrowBuffer.Empty);
    }
}
