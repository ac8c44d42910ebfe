using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Kartothek.Columns;
using ParquetSharp.Arrow;

namespace Kartothek.Parquet.Tests;

/// <summary>Compares what we read of a file with what Arrow's C++ reader (by way of ParquetSharp) reads of it, value by value.</summary>
internal static class ArrowOracle
{
    /// <returns>Null where both read the same, else the first difference.</returns>
    /// <param name="path">The file.</param>
    /// <param name="maxRows">So many rows are compared at most.</param>
    public static async Task<string?> CompareAsync(string path, int maxRows = int.MaxValue)
    {
        using var source = new FileByteSource(path);
        var footer = await ParquetFooter.ReadAsync(source);
        using var reader = new FileReader(path);
        using var batches = reader.GetRecordBatchReader();
        using var rows = new Rows(batches);
        using var buffers = new ScanBuffers();
        foreach (var group in footer.RowGroups)
        {
            using var scan = RowGroupScan.Open(source, footer, group.Ordinal, new ScanColumns(footer.Schema), buffers);
            while (await scan.NextAsync() is { } block)
            {
                for (var row = 0; row < block.Length; row++)
                {
                    if (block.RowNumber(row) >= maxRows)
                        return null;
                    if (!await rows.MoveNextAsync())
                        return $"row {block.RowNumber(row)} isn't there";
                    for (var column = 0; column < block.Columns.Length; column++)
                    {
                        var ours = Normal(VectorValues.At(block.Columns[column], row), block.Columns[column].Type);
                        var theirs = rows.Value(column);
                        if (ours != theirs)
                            return $"column '{footer.Schema.Fields[column]}', row {block.RowNumber(row)}: {ours} instead of {theirs}";
                    }
                }
            }
        }
        return await rows.MoveNextAsync() ? "there are more rows" : null;
    }

    /// <summary>A value with its times in nanoseconds, as text.</summary>
    private static string Normal(object? value, ColumnType type) => ArrowValues.Show(Scaled(value, type));

    private static object? Scaled(object? value, ColumnType type) => (value, type.Kind) switch
    {
        (long number, ColumnKind.Time or ColumnKind.Timestamp) => (Int128)number * Nanoseconds(type.Unit),
        (object?[] elements, ColumnKind.List) => elements.Select(e => Scaled(e, type.Children[0].Type)).ToArray(),
        (object?[] entries, ColumnKind.Map) => entries.Cast<object?[]>()
            .Select(e => (object?)new[] { Scaled(e[0], type.Children[0].Type), Scaled(e[1], type.Children[1].Type) }).ToArray(),
        (Dictionary<string, object?> members, ColumnKind.Struct) => type.Children.ToDictionary(c => c.Name, c => Scaled(members[c.Name], c.Type)),
        _ => value,
    };

    private static long Nanoseconds(ColumnUnit unit) => unit switch { ColumnUnit.Millisecond => 1_000_000, ColumnUnit.Microsecond => 1_000, _ => 1 };

    /// <summary>The rows of all batches.</summary>
    private sealed class Rows(IArrowArrayStream batches) : IDisposable
    {
        private RecordBatch? _batch;
        private int _row;

        public async ValueTask<bool> MoveNextAsync()
        {
            _row++;
            while (_batch is null || _row >= _batch.Length)
            {
                _batch?.Dispose();
                _batch = await batches.ReadNextRecordBatchAsync();
                _row = 0;
                if (_batch is null)
                    return false;
            }
            return true;
        }

        public string Value(int column) => ArrowValues.Show(At(_batch!.Column(column), _row));

        public void Dispose() => _batch?.Dispose();

        private static object? At(IArrowArray array, int row)
        {
            switch (array)
            {
                case var _ when array.IsNull(row):
                    return null;
                case DictionaryArray coded:
                    return At(coded.Dictionary, (int)(long)ArrowValues.At(coded.Indices, row)!);
                case TimestampArray times:
                    return (Int128)times.Values[row] * Unit(((TimestampType)times.Data.DataType).Unit);
                case Time32Array times:
                    return (Int128)times.Values[row] * Unit(((Time32Type)times.Data.DataType).Unit);
                case Time64Array times:
                    return (Int128)times.Values[row] * Unit(((Time64Type)times.Data.DataType).Unit);
                case DurationArray durations:
                    return durations.Values[row];
                case LargeStringArray texts:
                    return texts.GetString(row);
                case LargeBinaryArray bytes:
                    return bytes.GetBytes(row).ToArray();
                case MapArray map:
                    return Enumerable.Range(map.ValueOffsets[row], map.ValueOffsets[row + 1] - map.ValueOffsets[row])
                        .Select(i => (object?)new[] { At(map.Keys, i), At(map.Values, i) }).ToArray();
                case ListArray list:
                    return Enumerable.Range(list.ValueOffsets[row], list.ValueOffsets[row + 1] - list.ValueOffsets[row]).Select(i => At(list.Values, i)).ToArray();
                case LargeListArray list:
                    return Enumerable.Range((int)list.ValueOffsets[row], (int)(list.ValueOffsets[row + 1] - list.ValueOffsets[row])).Select(i => At(list.Values, i)).ToArray();
                case StructArray structure:
                    var type = (StructType)structure.Data.DataType;
                    return Enumerable.Range(0, type.Fields.Count).ToDictionary(i => type.Fields[i].Name, i => At(structure.Fields[i], row));
                default:
                    return ArrowValues.At(array, row);
            }
        }

        private static long Unit(TimeUnit unit) => unit switch
        {
            TimeUnit.Second => 1_000_000_000,
            TimeUnit.Millisecond => 1_000_000,
            TimeUnit.Microsecond => 1_000,
            _ => 1,
        };
    }
}
