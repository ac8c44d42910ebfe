using Kartothek.Columns;
using ParquetSharp;
using ParquetSharp.Schema;
using SharpEncoding = ParquetSharp.Encoding;
using SharpPhysical = ParquetSharp.PhysicalType;
using SharpRepetition = ParquetSharp.Repetition;

namespace Kartothek.Parquet.Tests;

/// <summary>A column that ParquetSharp writes, and the values that must be read.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Physical">The physical type.</param>
/// <param name="Logical">The logical type.</param>
/// <param name="Length">Bytes of a fixed-length value.</param>
/// <param name="Encoding">The encoding; null for a dictionary.</param>
/// <param name="Nulls">Which rows are null.</param>
/// <param name="Stored">A row's value for the writer: bool, int, long, float, double, Int96 or byte[].</param>
/// <param name="Wanted">The type to read it as.</param>
/// <param name="Expected">The value to be read, from the stored one.</param>
internal sealed record MatrixColumn(
    string Name,
    SharpPhysical Physical,
    LogicalType Logical,
    int Length,
    SharpEncoding? Encoding,
    Nulls Nulls,
    Func<int, object> Stored,
    ColumnType Wanted,
    Func<object, object> Expected)
{
    public bool IsNull(int row) => Nulls switch
    {
        Nulls.Some => (uint)(row * 2654435761) >> 16 < 9000,
        Nulls.All => true,
        Nulls.Runs => row / 700 % 3 == 1,
        _ => false,
    };

    public object? Cell(int row) => IsNull(row) ? null : Expected(Stored(row));

    public Node Node() => new PrimitiveNode(Name, Nulls == Nulls.Required ? SharpRepetition.Required : SharpRepetition.Optional, Logical, Physical, Length);
}
