namespace Kartothek.Benchmarks;

/// <summary>A row group as the readers of other libraries see it: whole columns into arrays.</summary>
internal interface IColumnReader
{
    /// <summary>Rows.</summary>
    int RowCount { get; }

    /// <summary>The bounds in the statistics of a column, where they are there.</summary>
    (T Min, T Max)? Bounds<T>(int column)
        where T : unmanaged;

    /// <summary>Reads a column without nulls.</summary>
    void Read<T>(int column, T[] values)
        where T : unmanaged;

    /// <summary>Reads a column with nulls.</summary>
    void Read<T>(int column, T?[] values)
        where T : unmanaged;

    /// <summary>Reads texts; where <paramref name="wanted"/> isn't null, the others may stay as they are.</summary>
    void Read(int column, string?[] values, bool[]? wanted);

    /// <summary>Keeps the matches whose text is the one given.</summary>
    void Match(int column, string text, bool[] matches);
}
