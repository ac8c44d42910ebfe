using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>A column and the loop that fills it.</summary>
/// <typeparam name="T">A row.</typeparam>
internal sealed class PartFiller<T>(ColumnFiller column, FillLoop<T> loop)
{
    /// <summary>A column of values that are the rows themselves.</summary>
    public static PartFiller<T> Of(WriteTarget target, RowNumbers rows) => new(FillerMaker.Make(target, rows), FillLoopCompiler<T>.Of(null, target));

    /// <summary>Makes room for a block.</summary>
    public void Start(int capacity) => column.Start(capacity);

    /// <summary>Fills some rows of the block.</summary>
    /// <inheritdoc cref="FillLoop{T}"/>
    public void Fill(T[] rows, int first, int count, int at, bool[]? present) => loop(rows, first, count, at, present, column);

    /// <summary>The column of so many rows, lent until the next block.</summary>
    public Vector Finish(int count) => column.Finish(count);
}
