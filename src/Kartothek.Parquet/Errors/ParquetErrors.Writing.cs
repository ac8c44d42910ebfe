using Kartothek.Columns;

namespace Kartothek.Parquet;

internal static partial class ParquetErrors
{
    public static KartothekException EmptyStruct(string column) => new(ErrorKind.NotSupported,
        $"Cannot write column '{column}': a structure without members can't be stored in Parquet. Leave the column out, or give the structure a member.");

    public static KartothekException EmptyFixedBinary(string column) => new(ErrorKind.NotSupported,
        $"Cannot write column '{column}': binary values of a fixed length of 0 can't be stored in Parquet. Write it as binary of any length.");

    public static KartothekException SchemaNotStorable(string why, Exception inner) => new(ErrorKind.NotSupported,
        $"Cannot write such columns to Parquet: {why}. Write columns of less depth.", inner);

    public static KartothekException DecimalScale(string column, ColumnType type) => new(ErrorKind.NotSupported,
        $"Cannot write column '{column}' as {type}: Parquet stores decimals with 0 to {type.Precision} digits behind the point. Write it with another scale.");

    public static KartothekException NoSuchColumn(string file, string column, string use, Schema schema) => new(ErrorKind.Invalid,
        $"Cannot write '{file}': {use} names the column '{column}', which isn't among the flat columns {string.Join(", ", schema.Fields.Where(f => !f.Type.IsNested).Take(20).Select(f => $"'{f.Name}'"))}. Name one of them.");

    public static KartothekException Level(string file, Compression compression, int level, int least, int most) => new(ErrorKind.Invalid,
        $"Cannot write '{file}': {compression} has no level {level}. Choose one from {least} to {most}, or none.");

    public static KartothekException NoLevels(string file, Compression compression, int level) => new(ErrorKind.Invalid,
        $"Cannot write '{file}': {compression} has no levels, and level {level} was asked for. Leave the level out.");

    public static KartothekException BlockColumns(string file, int actual, int expected) => new(ErrorKind.Invalid,
        $"Cannot write a block of {actual} columns to '{file}', which has {expected}. Pass the columns of its schema, in its order.");

    public static KartothekException BlockType(string file, string column, ColumnType actual, ColumnType expected) => new(ErrorKind.Invalid,
        $"Cannot write column '{column}' of '{file}', which is {expected} there: the block has {actual}. Convert the column first.");

    public static KartothekException ValueTooLong(string file, string column, long row, long length, long most) => new(ErrorKind.NotSupported,
        $"Cannot write row {row} of '{file}': its value of column '{column}' takes {length} bytes, and {most} is the most that one page can hold. Store the value in an object of its own.");

    public static KartothekException FixedLength(string file, string column, long row, int length, int expected) => new(ErrorKind.Invalid,
        $"Cannot write row {row} of '{file}': its value of column '{column}' has {length} bytes, and the column's values have {expected}. Convert the column to binary first.");

    public static KartothekException DecimalDigits(string file, string column, ColumnType type) => new(ErrorKind.Invalid,
        $"Cannot write column '{column}' of '{file}': a value has more digits than {type} holds. Write the column with a greater precision.");

    public static KartothekException MapKeyNull(string file, string column) => new(ErrorKind.Invalid,
        $"Cannot write column '{column}' of '{file}': a map has an entry without key, which Parquet can't store. Leave such entries out.");

    public static KartothekException TooManyRowGroups(string file) => new(ErrorKind.NotSupported,
        $"Cannot write '{file}': it would have more than {short.MaxValue} row groups, which is the most that readers count. Write larger row groups, or several files.");
}
