using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Rows of Arrow arrays.</summary>
internal static class ArrowRows
{
    /// <summary>The listed rows, in that order, as a new array; runs of rows are copied together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static IArrowArray Gather(IArrowArray source, ReadOnlySpan<int> rows)
    {
        var runs = new List<IArrowArray>();
        for (var i = 0; i < rows.Length;)
        {
            var end = i + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1) end++;
            if (end - i == source.Length && rows.Length == source.Length) return source;
            runs.Add(ArrowArrayFactory.Slice(source, rows[i], end - i));
            i = end;
        }

        return runs.Count switch
        {
            0 => ArrowArrayFactory.Slice(source, 0, 0),
            1 => runs[0],
            _ => ArrowArrayConcatenator.Concatenate(runs),
        };
    }
}
