using System.Text.Json;
using Kartothek.Core;
using ParquetSharp;
using ParquetSharp.IO;

namespace Kartothek.Testing;

/// <summary>A small dataset of typed rows, written by ParquetSharp as Python would lay it out, into a store in memory.</summary>
/// <remarks>
/// Columns have their members' names in snake_case, enums are text, all columns are nullable; the schema widens numbers to 64 bits. NaN stays NaN,
/// null stays null. Files lie in the header in the order in which they were added, so <see cref="Rows"/> is the order of a scan.
/// </remarks>
/// <typeparam name="T">The rows' type.</typeparam>
public sealed class TestDataset<T>(string uuid = "test", bool keepsNames = false)
    where T : notnull
{
    private readonly List<T[]> _files = [];
    private readonly IReadOnlyList<TestColumn> _columns = TestColumns.Of(typeof(T), keepsNames);
    private readonly HashSet<(int File, string Column)> _absent = [];
    private string[] _partitionOn = [];
    private string[] _indexOn = [];
    private int _rowGroup = int.MaxValue;
    private int? _page;
    private bool _hasIndex = true;
    private int? _pieceBytes;
    private int? _rowsPerTask;
    private bool _hasDictionaries = true;

    /// <summary>All rows in the order of a scan.</summary>
    public IEnumerable<T> Rows => _files.SelectMany(f => f);

    /// <summary>The dataset's name.</summary>
    public string Uuid => uuid;

    /// <summary>Adds a file with these rows, which must agree in the partition columns.</summary>
    public TestDataset<T> File(params IEnumerable<T> rows)
    {
        _files.Add([.. rows]);
        return this;
    }

    /// <summary>Adds files of at most so many rows each.</summary>
    public TestDataset<T> Files(IEnumerable<T> rows, int rowsPerFile)
    {
        foreach (var chunk in rows.Chunk(rowsPerFile))
        {
            File(chunk);
        }
        return this;
    }

    /// <summary>Names the columns whose values go into the keys.</summary>
    public TestDataset<T> PartitionOn(params string[] columns)
    {
        _partitionOn = columns;
        return this;
    }

    /// <summary>Names the columns that get a secondary index.</summary>
    public TestDataset<T> IndexOn(params string[] columns)
    {
        _indexOn = columns;
        return this;
    }

    /// <summary>Says how many rows a row group has.</summary>
    public TestDataset<T> RowGroups(int rows)
    {
        _rowGroup = rows;
        return this;
    }

    /// <summary>Gives data files pages of about so many rows, and a page index.</summary>
    public TestDataset<T> Pages(int rows, bool hasDictionaries = true, bool hasIndex = true)
    {
        (_page, _hasDictionaries, _hasIndex) = (rows, hasDictionaries, hasIndex);
        return this;
    }

    /// <summary>Lets chunks be read in pieces of so many bytes.</summary>
    public TestDataset<T> InPieces(int bytes)
    {
        _pieceBytes = bytes;
        return this;
    }

    /// <summary>Lets row groups be shared out among tasks of so many rows.</summary>
    public TestDataset<T> ShareOut(int rowsPerTask)
    {
        _rowsPerTask = rowsPerTask;
        return this;
    }

    /// <summary>Leaves a column, which must be null there, out of a file.</summary>
    public TestDataset<T> Without(int file, string column)
    {
        _absent.Add((file, column));
        return this;
    }

    /// <summary>The objects of the dataset by their keys.</summary>
    public IReadOnlyDictionary<string, byte[]> Objects()
    {
        var objects = new Dictionary<string, byte[]>();
        var partitions = new Dictionary<string, object>();
        var labels = new List<string>();
        for (var i = 0; i < _files.Count; i++)
        {
            var label = LabelOf(i);
            var key = $"{uuid}/table/{label}.parquet";
            labels.Add(label);
            partitions.Add(label, new { files = new { table = key } });
            objects.Add(key, WriteRows(_files[i], [.. _columns.Where(c => !_partitionOn.Contains(c.Name) && !_absent.Contains((i, c.Name)))]));
        }
        var indices = new Dictionary<string, string>();
        foreach (var name in _indexOn)
        {
            var key = $"{uuid}/indices/{KeyText.Quote(name)}/2026-01-01T00%3A00%3A00.by-dataset-index.parquet";
            indices.Add(name, key);
            objects.Add(key, WriteIndex(Column(name), labels));
        }
        objects.Add($"{uuid}/table/_common_metadata", WriteSchema());
        var header = new Dictionary<string, object>
        {
            ["dataset_metadata_version"] = 4,
            ["dataset_uuid"] = uuid,
            ["indices"] = indices,
            ["metadata"] = new { creation_time = "2026-01-01T00:00:00.000001" },
            ["partitions"] = partitions,
            ["partition_keys"] = _partitionOn,
        };
        objects.Add($"{uuid}.by-dataset-metadata.json", JsonSerializer.SerializeToUtf8Bytes(header));
        return objects;
    }

    /// <summary>Writes the dataset into a store.</summary>
    public async Task WriteAsync(IObjectStore store)
    {
        foreach (var (key, bytes) in Objects())
        {
            await store.PutAsync(key, bytes);
        }
    }

    /// <summary>Writes the dataset into a new store in memory.</summary>
    public async Task<MemoryStore> StoreAsync()
    {
        var store = _pieceBytes is { } bytes ? new MemoryStore { PieceBytes = bytes } : new MemoryStore();
        await WriteAsync(store);
        return store;
    }

    /// <summary>Writes the dataset into a new store in memory, and opens it.</summary>
    public async Task<Dataset> OpenAsync(DatasetOptions? options = null) =>
        await Dataset.OpenAsync(await StoreAsync(), uuid, (options ?? new()) with { RowsPerTask = _rowsPerTask });

    private TestColumn Column(string name) => _columns.Single(c => c.Name == name);

    private string LabelOf(int file)
    {
        var pairs = _partitionOn.Select(name =>
        {
            var values = _files[file].Select(r => Column(name).Get(r)).Distinct().ToList();
            return values is [{ } value] ? $"{KeyText.Quote(name)}={KeyText.Of(value)}/" : throw new InvalidOperationException($"File {file} must have one value of '{name}'.");
        });
        return string.Concat(pairs) + $"{file:x32}";
    }

    private byte[] WriteRows(T[] rows, IReadOnlyList<TestColumn> columns)
    {
        return Write([.. columns.Select(c => c.Data)], null, writer =>
        {
            foreach (var group in rows.Length == 0 ? [rows] : rows.Chunk(_rowGroup))
            {
                using var rowGroup = writer.AppendRowGroup();
                foreach (var column in columns)
                {
                    column.Write(rowGroup.NextColumn(), group.Select(r => column.Get(r)));
                }
            }
        }, _page, _hasDictionaries, _hasIndex);
    }

    private byte[] WriteIndex(TestColumn column, List<string> labels)
    {
        var entries = new List<(object Value, List<string> Labels)>();
        for (var i = 0; i < _files.Count; i++)
        {
            foreach (var value in _files[i].Select(r => column.Get(r)).OfType<object>().Where(v => v is not (double.NaN or float.NaN)).Distinct())
            {
                var entry = entries.Find(e => e.Value.Equals(value));
                if (entry.Labels is null)
                {
                    entries.Add(entry = (value, []));
                }
                entry.Labels.Add(labels[i]);
            }
        }
        return Write([column.Data, new Column<string[]>("partition")], null, writer =>
        {
            using var rowGroup = writer.AppendRowGroup();
            column.Write(rowGroup.NextColumn(), entries.Select(e => e.Value));
            using var partitions = rowGroup.NextColumn().LogicalWriter<string[]>();
            partitions.WriteBatch([.. entries.Select(e => e.Labels.ToArray())]);
        });
    }

    private byte[] WriteSchema()
    {
        var ordered = _partitionOn.Select(Column).Concat(_columns.Where(c => !_partitionOn.Contains(c.Name)).OrderBy(c => c.Name, StringComparer.Ordinal)).ToList();
        var pandas = new
        {
            column_indexes = Array.Empty<object>(),
            columns = ordered.Select(c => new { field_name = c.Name, name = c.Name, metadata = (object?)null, numpy_type = c.NumpyType, pandas_type = c.PandasType }),
            creator = new { library = "pyarrow", version = "6.0.1" },
            index_columns = Array.Empty<object>(),
            pandas_version = "1.4.0",
        };
        return Write([.. ordered.Select(c => c.Schema)], new Dictionary<string, string> { ["pandas"] = JsonSerializer.Serialize(pandas) }, static _ => { });
    }

    private static byte[] Write(Column[] columns, IReadOnlyDictionary<string, string>? metadata, Action<ParquetFileWriter> write, int? page = null, bool hasDictionaries = true, bool hasIndex = true)
    {
        using var stream = new MemoryStream();
        using (var output = new ManagedOutputStream(stream, leaveOpen: true))
        {
            using var builder = new WriterPropertiesBuilder();
            builder.Compression(Compression.Snappy);
            if (page is { } rows)
            {
                (hasIndex ? builder.EnableWritePageIndex() : builder.DisableWritePageIndex()).DataPagesize(1).WriteBatchSize(rows);
            }
            if (!hasDictionaries)
            {
                builder.DisableDictionary();
            }
            using var properties = builder.Build();
            using var writer = new ParquetFileWriter(output, columns, properties, metadata);
            write(writer);
            writer.Close();
        }
        return stream.ToArray();
    }
}
