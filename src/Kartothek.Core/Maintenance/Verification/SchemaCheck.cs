using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>What can be wrong with the schema of a table.</summary>
internal static class SchemaCheck
{
    /// <summary>A commit puts the schema before the header: so long after it, it isn't under way any more.</summary>
    private static readonly TimeSpan LongestCommit = TimeSpan.FromHours(1);

    /// <summary>Reads the schema of a table: one request.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="header">Its header.</param>
    /// <param name="table">The table.</param>
    /// <param name="modified">When the file was written.</param>
    /// <param name="options">The clock.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>The schema, or null where there is none that can be read; and what is wrong with it.</returns>
    public static async ValueTask<(Schema? Schema, VerifyFinding? Finding)> RunAsync(
        IObjectStore store, DatasetHeader header, string table, DateTimeOffset modified, VerifyOptions options, CancellationToken cancellationToken)
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
        if (Recorded(header, table, SchemaFile.CommitIdOf(footer)) is { } recorded)
        {
            var isLeft = options.TimeProvider.GetUtcNow() - modified > LongestCommit;
            return (recorded.Schema, isLeft ? Findings.SchemaLeft(key) : null);
        }
        return (schema, SchemaForm.FindFault(footer, schema, header.PartitionKeys) is { } fault ? Findings.SchemaForm(key, fault) : null);
    }

    /// <summary>The schema in a file that can be used, with the commit that wrote it; null where the file says nothing of use.</summary>
    public static async ValueTask<(Schema Schema, string? CommitId)?> TryParseAsync(ObjectTail file, DatasetHeader header, string table, CancellationToken cancellationToken)
    {
        try
        {
            var footer = await ParquetFooter.ReadAsync(new MemoryByteSource(DatasetKeys.Schema(header.Uuid, table), file.Bytes), cancellationToken: cancellationToken).ConfigureAwait(false);
            var schema = SchemaOf(footer);
            return Recorded(header, table, SchemaFile.CommitIdOf(footer)) is { } recorded ? (recorded.Schema, recorded.CommitId)
                : MissingColumn(schema, header) is null ? (schema, SchemaFile.CommitIdOf(footer))
                : null;
        }
        catch (KartothekException e) when (FileCheck.IsDamage(e))
        {
            return null;
        }
    }

    /// <summary>What the header records of a table whose file is of another commit of ours: readers take that, and Python the file.</summary>
    private static TableRecord? Recorded(DatasetHeader header, string table, string? id) =>
        header.Record?.Tables.GetValueOrDefault(table) is { } recorded && id is not null && id != recorded.CommitId ? recorded : null;

    private static Schema SchemaOf(ParquetFooter footer)
    {
        var hidden = PandasIndex.ColumnsOf(footer);
        return hidden.IsEmpty ? footer.Schema : new Schema(footer.Schema.Fields.Where(f => !hidden.Contains(f.Name)));
    }

    private static string? MissingColumn(Schema schema, DatasetHeader header) => header.PartitionKeys.FirstOrDefault(k => !schema.Contains(k));
}
