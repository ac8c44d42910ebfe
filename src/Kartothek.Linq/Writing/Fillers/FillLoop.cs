namespace Kartothek.Linq;

/// <summary>Compiled code that puts one value of each row into a column.</summary>
/// <typeparam name="T">A row: a record, or a value by itself.</typeparam>
/// <param name="rows">The rows.</param>
/// <param name="first">Where they begin.</param>
/// <param name="count">How many there are.</param>
/// <param name="at">The first one's number in the block.</param>
/// <param name="present">Per row of the block whether there is a row; null where all are there. The column is null where none is.</param>
/// <param name="filler">The column.</param>
internal delegate void FillLoop<T>(T[] rows, int first, int count, int at, bool[]? present, ColumnFiller filler);
