namespace Kartothek.Linq;

/// <summary>Compiled code that filters and projects the rows of a block.</summary>
/// <typeparam name="TResult">What a row becomes.</typeparam>
/// <param name="readers">The columns, loaded.</param>
/// <param name="captures">The constants of the query.</param>
/// <param name="row">Where to start; where it stopped, unless user code threw.</param>
/// <param name="count">Rows of the block.</param>
/// <param name="limit">Where to stop: the value of <paramref name="written"/> that is enough.</param>
/// <param name="output">Receives the results.</param>
/// <param name="written">How many results there are; right even where user code throws.</param>
internal delegate void RowLoop<TResult>(ColumnReader[] readers, object?[] captures, ref int row, int count, int limit, TResult[] output, ref int written);
