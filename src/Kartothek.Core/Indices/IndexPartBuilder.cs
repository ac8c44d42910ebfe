using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Collects the distinct values of a column of one data file while it is written; used again for the next file. Not thread-safe.</summary>
/// <remarks>
/// Memory grows with the number of distinct values, not with that of rows. Entries of a dictionary are looked at once per dictionary, and only those that occur.
/// </remarks>
internal abstract class IndexPartBuilder
{
    private protected IndexPartBuilder(Field field) => Field = field;

    /// <summary>The column, with the type that its index has.</summary>
    public Field Field { get; }

    /// <summary>An estimate of the memory held, in bytes.</summary>
    public abstract long BufferedBytes { get; }

    /// <summary>A builder for a column.</summary>
    /// <param name="column">The column as the rows have it: integers and floating-point numbers of any width.</param>
    /// <exception cref="KartothekException">Its type can't have an index, or its name is taken (<see cref="IndexColumn.Of(Kartothek.Columns.Field)"/>).</exception>
    public static IndexPartBuilder Create(Field column)
    {
        var index = IndexColumn.Of(column);
        return index.Type.Storage == ColumnStorage.Bytes ? new BytesIndexPartBuilder(index) : new NumberIndexPartBuilder(index);
    }

    /// <summary>Adds all rows of a vector, which may have any width of the column's kind.</summary>
    public void Add(Vector values) => Add(values, default, isAll: true);

    /// <summary>Adds some rows of a vector.</summary>
    public void Add(Vector values, ReadOnlySpan<int> rows) => Add(values, rows, isAll: false);

    /// <summary>The values since the last call, as those of a file.</summary>
    public abstract IndexPart Finish(string label);

    private protected abstract void Add(Vector values, ReadOnlySpan<int> rows, bool isAll);
}
