using System.Globalization;
using System.Text.Json;
using ParquetSharp;

namespace Kartothek.Benchmarks;

/// <summary>Writes the header and the schema of a dataset over files that lie in its folder.</summary>
internal static class DatasetWriter
{
    /// <param name="data">The store.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="partitionColumns">The columns in the names of the folders; integers.</param>
    /// <param name="indices">The key of the index file of each indexed column.</param>
    public static void Write(BenchmarkData data, string dataset, string[] partitionColumns, Dictionary<string, string>? indices = null)
    {
        var files = data.Files(dataset);
        var table = data.Table(dataset);
        var partitions = files.ToDictionary(
            file => Path.ChangeExtension(Path.GetRelativePath(table, file), null).Replace('\\', '/'),
            file => new { files = new { table = Path.GetRelativePath(data.Folder, file).Replace('\\', '/') } });
        WriteSchema(Path.Combine(table, "_common_metadata"), files[0], partitionColumns);
        WriteHeader(data, dataset, partitions, partitionColumns, indices);
    }

    /// <summary>Writes a dataset whose files don't exist, for queries that read none.</summary>
    /// <param name="data">The store.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="like">The dataset whose schema it has.</param>
    /// <param name="partitionColumn">The partition column.</param>
    /// <param name="count">How many values it has, each with a file.</param>
    public static void WriteHeaderOnly(BenchmarkData data, string dataset, string like, string partitionColumn, int count)
    {
        var labels = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{partitionColumn}={i:D5}/part"));
        File.Copy(Path.Combine(data.Table(like), "_common_metadata"), Path.Combine(data.Table(dataset), "_common_metadata"), overwrite: true);
        WriteHeader(data, dataset, labels.ToDictionary(label => label, label => new { files = new { table = $"{dataset}/table/{label}.parquet" } }), [partitionColumn], null);
    }

    private static void WriteHeader<TPartition>(
        BenchmarkData data, string dataset, Dictionary<string, TPartition> partitions, string[] partitionColumns, Dictionary<string, string>? indices)
    {
        var header = new Dictionary<string, object>
        {
            ["dataset_metadata_version"] = 4,
            ["dataset_uuid"] = dataset,
            ["metadata"] = new { creation_time = "2026-01-01T00:00:00.000000" },
            ["partitions"] = partitions,
            ["partition_keys"] = partitionColumns,
        };
        if (indices is not null)
            header["indices"] = indices;

        File.WriteAllBytes(data.Header(dataset), JsonSerializer.SerializeToUtf8Bytes(header));
    }

    /// <summary>A Parquet file without rows: the partition columns, then the others by name, integers widened.</summary>
    private static void WriteSchema(string path, string file, string[] partitionColumns)
    {
        using var reader = new ParquetFileReader(file);
        var schema = reader.FileMetaData.Schema;
        var columns = partitionColumns.Select(name => Widened(name, PhysicalType.Int64, LogicalTypeEnum.None))
            .Concat(Enumerable.Range(0, schema.NumColumns)
                .Select(schema.Column)
                .OrderBy(column => column.Name, StringComparer.Ordinal)
                .Select(column => Widened(column.Name, column.PhysicalType, column.LogicalType.Type)))
            .ToArray();
        var pandas = JsonSerializer.Serialize(new
        {
            column_indexes = Array.Empty<object>(),
            columns = columns.Select(column => new { field_name = column.Column.Name, metadata = (object?)null, name = column.Column.Name, numpy_type = column.Numpy, pandas_type = column.Pandas }),
            creator = new { library = "kartothek-benchmarks", version = "1" },
            index_columns = Array.Empty<object>(),
            pandas_version = "1.4.0",
        });
        using var writer = new ParquetFileWriter(
            path, [.. columns.Select(column => column.Column)], Compression.Snappy, new Dictionary<string, string> { ["pandas"] = pandas });
        writer.Close();
    }

    private static (Column Column, string Pandas, string Numpy) Widened(string name, PhysicalType physical, LogicalTypeEnum logical) => (physical, logical) switch
    {
        (PhysicalType.Int32, LogicalTypeEnum.Date) => (new Column<Date?>(name), "date", "object"),
        (PhysicalType.Int64, LogicalTypeEnum.Timestamp) =>
            (new Column<DateTime?>(name, LogicalType.Timestamp(false, TimeUnit.Micros)), "datetime", "datetime64[ns]"),
        (PhysicalType.Int32 or PhysicalType.Int64, _) => (new Column<long?>(name), "int64", "int64"),
        (PhysicalType.Double, _) => (new Column<double?>(name), "float64", "float64"),
        (PhysicalType.ByteArray, _) => (new Column<string>(name), "unicode", "object"),
        _ => throw new NotSupportedException($"Column '{name}' is of the unexpected type {physical}."),
    };
}
