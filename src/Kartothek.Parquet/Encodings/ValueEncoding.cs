namespace Kartothek.Parquet;

/// <summary>How the values or levels of a page are encoded; numbered as in Parquet's metadata.</summary>
internal enum ValueEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    RunLength = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RunLengthDictionary = 8,
    ByteStreamSplit = 9,
}
