using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Core.Tests;

/// <summary>Reads values out of record batches as the golden answers hold them.</summary>
internal static class BatchValues
{
    /// <summary>The rows of batches, which are disposed.</summary>
    public static async Task<List<object?[]>> RowsAsync(IAsyncEnumerable<RecordBatch> batches)
    {
        var rows = new List<object?[]>();
        await foreach (var batch in batches)
        {
            using (batch)
            {
                var columns = Enumerable.Range(0, batch.ColumnCount).Select(c => Values(batch.Column(c))).ToArray();
                rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => columns.Select(c => c[row]).ToArray()));
            }
        }
        return rows;
    }

    /// <summary>The values of an array.</summary>
    public static object?[] Values(IArrowArray array)
    {
        if (array is ListArray lists)
        {
            var items = Values(lists.Values);
            return [.. Enumerable.Range(0, lists.Length).Select(row => lists.IsNull(row) ? null : (object)items[lists.ValueOffsets[row]..lists.ValueOffsets[row + 1]])];
        }
        var type = ArrowTypes.FromArrow(array.Data.DataType);
        var vector = ArrowVectors.ToVector(array, type);
        return [.. Enumerable.Range(0, array.Length).Select(row => GoldenScans.AsRecorded(VectorValues.At(vector, row), type))];
    }
}
