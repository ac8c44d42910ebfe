using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>Puts the schema of a table together from its data files, where <c>_common_metadata</c> is lost.</summary>
internal static class SchemaInference
{
    /// <summary>The types that texts in keys can be told to have: what all values parse as, and print as again.</summary>
    private static readonly ImmutableArray<ColumnType> Readable = [ColumnType.Int64, ColumnType.Double, ColumnType.Boolean, ColumnType.Date, ColumnType.Timestamp(ColumnUnit.Microsecond, false)];

    /// <summary>The schema.</summary>
    /// <param name="header">The header.</param>
    /// <param name="table">The table.</param>
    /// <param name="footers">The footers of the table's files that could be read.</param>
    /// <returns>Null where no file could be read, or where they don't agree.</returns>
    /// <remarks>The types of partition columns aren't written anywhere else: that which all texts in the keys have is taken, the text itself where there is none.</remarks>
    public static Schema? Infer(DatasetHeader header, string table, IEnumerable<ParquetFooter> footers)
    {
        ImmutableArray<Field> keys = [.. header.PartitionKeys.Select(k => new Field(k, TypeOf(header, k)))];
        var context = new SchemaMergeContext("Cannot mend", header.Uuid, $"a file of table '{table}'") { FillsMissingColumns = true };
        Schema? schema = null;
        try
        {
            foreach (var footer in footers)
            {
                var hidden = PandasIndex.ColumnsOf(footer);
                var columns = footer.Schema.Fields.Where(f => !hidden.Contains(f.Name) && !header.PartitionKeys.Contains(f.Name)).Select(f => new Field(f.Name, f.Type));
                schema = SchemaMerge.Merge(schema, new Schema([.. keys, .. columns]), header.PartitionKeys, context);
            }
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Invalid)
        {
            return null;
        }
        return schema;
    }

    private static ColumnType TypeOf(DatasetHeader header, string column)
    {
        var texts = header.Partitions.SelectMany(p => p.Files).SelectMany(f => DataKey.Parse(f.Key).Pairs).Where(p => p.Column == column).Select(p => p.EncodedValue).Distinct()
            .Select(t => PercentCode.DecodeBytes(t)).ToList();
        return texts.Count == 0 ? ColumnType.String : Readable.FirstOrDefault(type => texts.TrueForAll(t => IsTextOf(t, type))) ?? ColumnType.String;
    }

    private static bool IsTextOf(byte[] text, ColumnType type) =>
        ValueText.TryParse(text, type, out var value) && value is not null && ValueText.Format(value, type).AsSpan().SequenceEqual(text);
}
