using System.Globalization;
using DuckDB.NET.Data;
using Kartothek.Core;

namespace Kartothek.Benchmarks;

/// <summary>Makes the data with DuckDB, and datasets of the files.</summary>
internal static class DataGenerator
{
    private const int IndexedFiles = 60;

    /// <summary>Makes the datasets that the folder lacks. A dataset's header is written last, so one that was interrupted is made again.</summary>
    public static void Generate(BenchmarkData data)
    {
        string[] main = [BenchmarkData.Snappy, BenchmarkData.Zstd, BenchmarkData.Sorted, BenchmarkData.Indexed, BenchmarkData.Taxi, BenchmarkData.Tiny];
        if (!main.All(data.Has))
            GenerateMain(data, main);

        if (!data.Has(BenchmarkData.Paged))
            WritePaged(data);

        if (!data.Has(BenchmarkData.Hive))
        {
            for (var i = 0; i < data.TinyFiles; i++)
            {
                var target = Path.Combine(data.Table(BenchmarkData.Hive), string.Create(CultureInfo.InvariantCulture, $"k={i:D5}"), "part.parquet");
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(data.Table(BenchmarkData.Tiny), string.Create(CultureInfo.InvariantCulture, $"t{i:D5}.parquet")), target, overwrite: true);
            }

            DatasetWriter.Write(data, BenchmarkData.Hive, ["k"]);
        }

        // A header is all that planning reads.
        if (!data.Has(BenchmarkData.LargeHive))
        {
            Directory.CreateDirectory(data.Table(BenchmarkData.LargeHive));
            DatasetWriter.WriteHeaderOnly(data, BenchmarkData.LargeHive, BenchmarkData.Hive, "k", data.TinyFiles * 2);
        }

        File.WriteAllText(data.Mark, data.Scale.ToString(CultureInfo.InvariantCulture));
    }

    private static void GenerateMain(BenchmarkData data, string[] datasets)
    {
        foreach (var dataset in datasets)
        {
            if (Directory.Exists(Path.Combine(data.Folder, dataset)))
                Directory.Delete(Path.Combine(data.Folder, dataset), recursive: true);

            Directory.CreateDirectory(data.Table(dataset));
        }

        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach (var statement in Script(data).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Execute(connection, statement);

        WriteTiny(connection, data);
        var labels = WriteIndexed(connection, data);
        DatasetWriter.Write(data, BenchmarkData.Snappy, ["ship_year", "ship_month"]);
        DatasetWriter.Write(data, BenchmarkData.Zstd, ["ship_year", "ship_month"]);
        DatasetWriter.Write(data, BenchmarkData.Sorted, []);
        DatasetWriter.Write(data, BenchmarkData.Indexed, [], new() { ["l_orderkey"] = labels });
        DatasetWriter.Write(data, BenchmarkData.Taxi, []);
        DatasetWriter.Write(data, BenchmarkData.Tiny, []);
    }

    /// <summary>The script with this scale and with the folders of datasets.</summary>
    private static string Script(BenchmarkData data)
    {
        using var reader = new StreamReader(typeof(DataGenerator).Assembly.GetManifestResourceStream("data.sql")!);
        var lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal));
        return string.Join('\n', lines)
            .Replace("range(0,1500000)", $"range(0,{data.Orders})", StringComparison.Ordinal)
            .Replace("range(0,5000000)", $"range(0,{data.Trips})", StringComparison.Ordinal)
            .Replace("//5000000", $"//{data.Trips}", StringComparison.Ordinal)
            .Replace("'DATA/li_sorted.parquet'", $"'{data.Table(BenchmarkData.Sorted)}/data_0.parquet'", StringComparison.Ordinal)
            .Replace("'DATA/li_snappy'", $"'{data.Table(BenchmarkData.Snappy)}'", StringComparison.Ordinal)
            .Replace("'DATA/li_zstd'", $"'{data.Table(BenchmarkData.Zstd)}'", StringComparison.Ordinal)
            .Replace("'DATA/taxi'", $"'{data.Table(BenchmarkData.Taxi)}'", StringComparison.Ordinal);
    }

    private static void WriteTiny(DuckDBConnection connection, BenchmarkData data)
    {
        Execute(connection, $"create table tiny as select * exclude (ship_year, ship_month) from '{data.Table(BenchmarkData.Snappy)}/*/*/*.parquet' limit {data.TinyFiles * 100}");
        for (var i = 0; i < data.TinyFiles; i++)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture,
                $"copy (from tiny where rowid between {i * 100} and {(i * 100) + 99}) to '{data.Table(BenchmarkData.Tiny)}/t{i:D5}.parquet' (format parquet, compression snappy)"));
        }
    }

    /// <summary>Sorted files, and an index in which each order has its file.</summary>
    /// <returns>The key of the index file.</returns>
    private static string WriteIndexed(DuckDBConnection connection, BenchmarkData data)
    {
        var keys = data.Orders * 4;
        Execute(connection, $"create view indexed as select *, (l_orderkey - 1) * {IndexedFiles} // {keys} as part from lineitem");
        for (var part = 0; part < IndexedFiles; part++)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture,
                $"copy (select * exclude (part) from indexed where part = {part} order by l_orderkey, l_linenumber) to '{data.Table(BenchmarkData.Indexed)}/part-{part:D2}.parquet' (format parquet, compression snappy, row_group_size 100000)"));
        }

        var key = $"{BenchmarkData.Indexed}/indices/l_orderkey/2026-01-01T00%3A00%3A00.000000.by-dataset-index.parquet";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(data.Folder, key))!);
        Execute(connection, $"copy (select distinct l_orderkey, [printf('part-%02d', part)] as partition from indexed order by l_orderkey) to '{Path.Combine(data.Folder, key)}' (format parquet, compression snappy, row_group_size 10000)");
        return key;
    }

    /// <summary>The indexed rows again, as Kartothek writes them: pages of 20,000 rows and a page index.</summary>
    private static void WritePaged(BenchmarkData data)
    {
        if (Directory.Exists(Path.Combine(data.Folder, BenchmarkData.Paged)))
            Directory.Delete(Path.Combine(data.Folder, BenchmarkData.Paged), recursive: true);

        WriteAsync().GetAwaiter().GetResult();

        async Task WriteAsync()
        {
            await using var store = ObjectStore.Open(data.Url);
            var indexed = await Dataset.OpenAsync(store, BenchmarkData.Indexed);
            var rows = indexed.ReadBatchesAsync(null, null);
            var schema = (await indexed.ReadBatchesAsync(null, null).FirstAsync()).Schema;
            // Each row group is a file.
            var files = new FileLayout { PageIndex = true, RowGroupRows = 100_000, TargetFileBytes = 1 };
            await Dataset.CreateAsync(store, BenchmarkData.Paged, schema, rows, new CreateOptions { Files = files, SecondaryIndices = ["l_orderkey"], MaxParallelism = 1 });
        }
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
