namespace Kartothek.Columns;

/// <summary>A run of rows, by column: what a scan lends to its sink.</summary>
/// <remarks>Valid only during the call it is passed to. All vectors have <see cref="Length"/> rows.</remarks>
public sealed class Block(Schema schema, Vector[] columns)
{
    /// <summary>Names and types of the columns, in the order asked for.</summary>
    public Schema Schema { get; } = schema;

    /// <summary>The vectors, in the order of <see cref="Schema"/>.</summary>
    public Vector[] Columns { get; } = columns;

    /// <summary>Rows.</summary>
    public int Length { get; set; }

    /// <summary>The number, in its file, of the row that <see cref="Rows"/> counts from.</summary>
    public long FirstRow { get; set; }

    /// <summary>Where rows were filtered out: the surviving rows' distances from <see cref="FirstRow"/>, ascending; null where rows are consecutive.</summary>
    public int[]? Rows { get; set; }

    /// <summary>The number of a row in its file, for messages.</summary>
    public long RowNumber(int row) => FirstRow + (Rows is { } rows ? rows[row] : row);
}
