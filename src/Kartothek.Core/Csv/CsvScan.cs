using System.Runtime.ExceptionServices;
using CsvHelper;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>
/// Reads the rows of a CSV file (format.md 6.4) that satisfy all conjuncts, block by block, as <see cref="RowGroupScan"/> does for
/// Parquet.
/// </summary>
/// <remarks>
/// The types are those asked for, since CSV has none: a field that isn't of its type is an error. What pandas reads as null is null. The
/// file is fetched as a whole, and unpacked and parsed as blocks are asked for. For one thread at a time.
/// </remarks>
internal sealed class CsvScan : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ';',
        MaxRecordSize = 64 << 20,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private readonly string _key;
    private readonly CsvReader _reader;
    private readonly CsvScanColumns _columns;
    private readonly RowSelection _selection = new();
    private readonly long _bytesRead;
    private readonly int _requests;
    private readonly int _fields;
    private ExceptionDispatchInfo? _failure;
    private long _rowsScanned;
    private long _rowsKept;

    private CsvScan(string key, ObjectTail file, ScanColumns spec)
    {
        _key = key;
        (_requests, _bytesRead) = file.Size <= ObjectStore.TailBytes ? (1, file.Size) : (2, file.Size + ObjectStore.TailBytes);
        _reader = key.EndsWith(".gz", StringComparison.Ordinal)
            ? CsvReader.Create(new CheckedGzipStream(file.Bytes), Options, leaveOpen: false)
            : CsvReader.Create(file.Bytes, Options);
        try
        {
            var header = Guard(static scan => scan.ReadHeader());
            _fields = header.Length;
            _columns = new CsvScanColumns(key, header, spec);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>What was read and kept so far.</summary>
    public ScanFigures Figures => new(_requests, _bytesRead, _rowsScanned, _rowsKept);

    /// <summary>Fetches a file: one request where it has at most 64 KiB, else two.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="key">Its key; one that ends with <c>.gz</c> is unpacked.</param>
    /// <param name="spec">What to read.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="KartothekException">
    /// The file is missing (<see cref="ErrorKind.NotFound"/>) or damaged (<see cref="ErrorKind.Corrupt"/>), or a wanted column's type has
    /// no text in CSV files (<see cref="ErrorKind.NotSupported"/>).
    /// </exception>
    public static async ValueTask<CsvScan> OpenAsync(IObjectStore store, string key, ScanColumns spec, CancellationToken cancellationToken = default) =>
        new(key, await store.ReadAllAsync(key, cancellationToken).ConfigureAwait(false), spec);

    /// <summary>
    /// The next block of rows that satisfy all conjuncts, or null at the end. Blocks are never empty, and lent until the next call.
    /// </summary>
    /// <exception cref="KartothekException">
    /// A field isn't of its column's type, or the file is damaged (<see cref="ErrorKind.Corrupt"/>).
    /// </exception>
    public ValueTask<Block?> NextAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Only now, so that the rows before the one that throws are the caller's first.
            _failure?.Throw();
            cancellationToken.ThrowIfCancellationRequested();
            var first = _rowsScanned;
            var rows = Guard(static scan => scan.Fill());
            if (rows == 0)
            {
                return new((Block?)null);
            }
            _rowsScanned += rows;
            _selection.SelectAll(rows);
            _failure = _columns.Filter(_selection, first);
            if (_selection.Count > 0)
            {
                _rowsKept += _selection.Count;
                return new(_columns.ToBlock(_selection, first));
            }
        }
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _reader.Dispose();

    private string[] ReadHeader()
    {
        _reader.ReadHeader();
        return [.. _reader.Headers];
    }

    private int Fill()
    {
        _columns.Clear();
        var rows = 0;
        while (rows < CsvColumn.BlockRows && _reader.Read())
        {
            if (_reader.FieldCount > _fields)
            {
                throw CoreErrors.CsvFields(_key, _rowsScanned + rows, _reader.FieldCount, _fields);
            }
            foreach (var column in _columns.Stored)
            {
                Add(column, rows);
            }
            rows++;
        }
        return rows;
    }

    private void Add(CsvColumn column, int row)
    {
        // A row may end early: what is missing is null, as for pandas.
        var text = column.Ordinal < 0 ? [] : _reader.GetSpan(column.Ordinal);
        if (CsvNulls.Contains(text, column.Field.Type))
        {
            column.AddNull();
        }
        else if (!column.TryAdd(text))
        {
            throw CoreErrors.CsvText(_key, _rowsScanned + row, column.Field, _reader.GetString(column.Ordinal));
        }
    }

    private T Guard<T>(Func<CsvScan, T> action)
    {
        try
        {
            return action(this);
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or EndOfStreamException)
        {
            throw CoreErrors.CsvIsCorrupt(_key, _rowsScanned, e);
        }
    }
}
