using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>What can be wrong with the schema of a table.</summary>
internal static class SchemaCheck
{
    /// <summary>Reads the schema of a table: one request.</summary>
    /// <returns>The schema, or null where there is none that can be read; and what is wrong with it.</returns>
    public static async ValueTask<(Schema? Schema, VerifyFinding? Finding)> RunAsync(
        IObjectStore store, DatasetHeader header, string table, VerifyOptions options, CancellationToken cancellationToken)
    {
        var key = DatasetKeys.Schema(header.Uuid, table);
        ParquetFooter footer;
        try
        {
            footer = await Reread.UntilParsedAsync(
                options.TimeProvider, token => ParquetFooter.ReadAsync(new StoreByteSource(store, key, null), ObjectStore.TailBytes, token), cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (FileCheck.IsDamage(e))
        {
            return (null, e.Kind == ErrorKind.NotFound ? Findings.SchemaMissing(key, table, null) : Findings.SchemaUnreadable(key, e.Message));
        }
        var schema = SchemaOf(footer);
        if (MissingColumn(schema, header) is { } missing)
        {
            return (null, Findings.SchemaUnreadable(key, $"it lacks the partition column '{missing}'"));
        }
        return (schema, SchemaForm.FindFault(footer, schema, header.PartitionKeys) is { } fault ? Findings.SchemaForm(key, fault) : null);
    }

    /// <summary>The schema in a file that can be used, with the commit that wrote it; null where the file says nothing of use.</summary>
    public static async ValueTask<(Schema Schema, string? CommitId)?> TryParseAsync(ObjectTail file, DatasetHeader header, string key, CancellationToken cancellationToken)
    {
        try
        {
            var footer = await ParquetFooter.ReadAsync(new MemoryByteSource(key, file.Bytes), cancellationToken: cancellationToken).ConfigureAwait(false);
            var schema = SchemaOf(footer);
            return MissingColumn(schema, header) is null ? (schema, SchemaFile.CommitIdOf(footer)) : null;
        }
        catch (KartothekException e) when (FileCheck.IsDamage(e))
        {
            return null;
        }
    }

    private static Schema SchemaOf(ParquetFooter footer)
    {
        var hidden = PandasIndex.ColumnsOf(footer);
        return hidden.IsEmpty ? footer.Schema : new Schema(footer.Schema.Fields.Where(f => !hidden.Contains(f.Name)));
    }

    private static string? MissingColumn(Schema schema, DatasetHeader header) => header.PartitionKeys.FirstOrDefault(k => !schema.Contains(k));
}
