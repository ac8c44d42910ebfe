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
        var hidden = PandasIndex.ColumnsOf(footer);
        var schema = hidden.IsEmpty ? footer.Schema : new Schema(footer.Schema.Fields.Where(f => !hidden.Contains(f.Name)));
        if (header.PartitionKeys.FirstOrDefault(k => !schema.Contains(k)) is { } missing)
        {
            return (null, Findings.SchemaUnreadable(key, $"it lacks the partition column '{missing}'"));
        }
        return (schema, SchemaForm.FindFault(footer, schema, header.PartitionKeys) is { } fault ? Findings.SchemaForm(key, fault) : null);
    }
}
