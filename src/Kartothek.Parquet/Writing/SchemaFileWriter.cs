using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>Writes Parquet files that hold a schema and nothing else: no row group, no row.</summary>
public static class SchemaFileWriter
{
    /// <summary>The bytes of the file.</summary>
    /// <param name="schema">The columns; all of them are written as nullable.</param>
    /// <param name="keyValues">Key-value metadata, in order.</param>
    /// <exception cref="KartothekException">A type can't be stored (<see cref="ErrorKind.NotSupported"/>).</exception>
    public static byte[] Write(Schema schema, ImmutableArray<KeyValuePair<string, string>> keyValues)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var layout = FileSchema.Of(schema);
        var footer = new CompactWriter();
        FooterWriter.Write(footer, schema, layout.Leaves.Length, [], new ParquetWriteOptions { KeyValues = keyValues }, []);
        var length = footer.Length;
        footer.RawInt32(length);
        return [.. "PAR1"u8, .. footer.Bytes.Span, .. "PAR1"u8];
    }
}
