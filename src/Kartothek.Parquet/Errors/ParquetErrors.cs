using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The messages of this assembly: what, where, why, what now.</summary>
internal static partial class ParquetErrors
{
    private const string Restore = "Restore the file from elsewhere, or write it again.";

    public static KartothekException ReadBehindEnd(string file, long offset, long length, long fileLength) => new(ErrorKind.Corrupt,
        $"Cannot read {length} bytes at {offset} of '{file}': the file has only {fileLength} bytes. {Restore}");

    public static KartothekException NotParquet(string file, string why) => new(ErrorKind.Corrupt,
        $"'{file}' is not a Parquet file: {why}. Check the key, or restore the file from elsewhere.");

    public static KartothekException Footer(string file, string why, Exception? inner = null) => new(ErrorKind.Corrupt,
        $"The footer of '{file}' is damaged: {why}. {Restore}", inner);

    public static KartothekException Encrypted(string file) => new(ErrorKind.NotSupported,
        $"'{file}' is encrypted, which isn't supported. Write it without Parquet's modular encryption.");

    public static KartothekException EncryptedColumn(string file, string column) => new(ErrorKind.NotSupported,
        $"Column '{column}' of '{file}' is encrypted, which isn't supported. Leave the column out, or write the file without Parquet's modular encryption.");

    public static KartothekException Unsupported(string file, string what) => new(ErrorKind.NotSupported,
        $"Cannot read '{file}': {what}, which isn't supported. Write the file with other settings.");

    /// <summary>Pages or levels that contradict themselves or the footer. Say why as a clause that names the place: <c>the data page at 4711 has -3 values</c>.</summary>
    public static KartothekException Chunk(string file, string column, string why, Exception? inner = null) => new(ErrorKind.Corrupt,
        $"Column '{column}' of '{file}' is damaged: {why}. {Restore}", inner);

    public static KartothekException OtherKind(string file, string column, ColumnType stored, ColumnType wanted) => new(ErrorKind.Invalid,
        $"Cannot read column '{column}' of '{file}' as {wanted}: it is {stored} there. Ask for a type of the same kind.");
}
