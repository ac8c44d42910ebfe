using System.Runtime.InteropServices;
using Apache.Arrow;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Arrow arrays of nested columns from the vectors of their parts.</summary>
internal static class NestedParts
{
    /// <summary>The array of a vector.</summary>
    public static ArrayData ArrayOf(Columns.Field field, Vector vector)
    {
        var schema = new Columns.Schema([field]);
        var builder = new ArrowBatchBuilder(schema, int.MaxValue);
        builder.Append(new Block(schema, [vector]) { Length = vector.Length });
        return builder.Build().Column(0).Data;
    }

    /// <summary>A nested array.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="count">Its rows.</param>
    /// <param name="valid">Which of them have a value; null where all have.</param>
    /// <param name="ends">Of lists and maps, where each ends among the elements; null for structures.</param>
    /// <param name="children">The arrays of its parts.</param>
    public static NestedVector Build(ColumnType type, int count, bool[]? valid, int[]? ends, params ArrayData[] children)
    {
        var nulls = valid is null ? 0 : valid.AsSpan(0, count).Count(false);
        var validity = nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer.BitmapBuilder(count).AppendRange(valid.AsSpan(0, count).ToArray()).Build();
        ArrowBuffer[] buffers = ends is null ? [validity] : [validity, Offsets(ends, count)];
        var array = ArrowArrayFactory.BuildArray(new ArrayData(ArrowTypes.ToArrow(type), count, nulls, 0, buffers, children));
        return new NestedVector(type, array);
    }

    private static ArrowBuffer Offsets(int[] ends, int count)
    {
        var offsets = new int[count + 1];
        ends.AsSpan(0, count).CopyTo(offsets.AsSpan(1));
        return new(MemoryMarshal.AsBytes<int>(offsets).ToArray());
    }
}
