using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A schema as it will stand in the file.</summary>
internal static class FileSchema
{
    /// <summary>The tree that a reader of the file will see: what is written follows it, so both agree on levels.</summary>
    /// <exception cref="KartothekException">A type can't be stored (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static SchemaTree Of(Schema schema)
    {
        var writer = new CompactWriter();
        SchemaElementWriter.Write(writer, 1, schema);
        writer.End();
        var reader = new CompactReader(writer.Bytes.Span);
        short field = 0;
        reader.NextField(ref field, out var type);
        try
        {
            return SchemaTree.Read(writer.Bytes.Span, ref reader, type);
        }
        catch (CompactFormatException e)
        {
            throw ParquetErrors.SchemaNotStorable(e.Message, e);
        }
    }
}
