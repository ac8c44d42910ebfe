using Kartothek.Columns;

namespace Kartothek.Parquet;

internal static partial class ParquetErrors
{
    public static KartothekException ValueOutOfRange(string file, string column, long row, ColumnType stored, ColumnType wanted) => new(ErrorKind.Invalid,
        $"Column '{column}' of '{file}' has a value in row {row} that doesn't fit {wanted}: it is stored as {stored}. Read the column as {(stored == wanted ? "a coarser unit" : stored)}.");

    public static KartothekException ChunkTooLarge(string file, string column, long length) => new(ErrorKind.NotSupported,
        $"Column '{column}' of '{file}' takes {length} bytes in one row group, and {Array.MaxLength} is the most that can be read. Write the file with smaller row groups.");

    public static KartothekException ConstantType(string column, ColumnType constant, ColumnType wanted) => new(ErrorKind.Invalid,
        $"The constant column '{column}' is {constant}, but the scan asks for {wanted}. Ask for {constant}.");
}
