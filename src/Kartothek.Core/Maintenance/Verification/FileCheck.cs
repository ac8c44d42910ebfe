using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>What can be wrong with one data file.</summary>
/// <param name="store">Where it lies.</param>
/// <param name="partitionKeys">The partition columns, whose values in a file don't count.</param>
/// <param name="depth">How far to look.</param>
internal sealed class FileCheck(IObjectStore store, ImmutableArray<string> partitionKeys, VerifyDepth depth)
{
    /// <summary>Reads a file's footer, and all of it where statistics are verified.</summary>
    /// <param name="key">The file.</param>
    /// <param name="schema">The table's schema; null where it can't be read.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public async ValueTask<CheckedFile> RunAsync(string key, Schema? schema, CancellationToken cancellationToken)
    {
        if (!key.EndsWith(DatasetKeys.ParquetSuffix, StringComparison.Ordinal))
        {
            // CSV has neither types nor statistics.
            return new CheckedFile(null, []);
        }
        var source = new StoreByteSource(store, key, null);
        ParquetFooter footer;
        try
        {
            footer = await ParquetFooter.ReadAsync(source, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (IsDamage(e))
        {
            return new CheckedFile(null, [Findings.FileUnreadable(key, e.Message)]);
        }
        var findings = new List<VerifyFinding>();
        if (schema is not null)
        {
            findings.AddRange(CompareSchemas(key, footer, schema));
        }
        findings.AddRange(StatisticsCheck.FindMissing(footer).GroupBy(f => f.Column).Select(f => Findings.StatisticsMissing(key, f.Key, f.Count())));
        if (depth >= VerifyDepth.Statistics)
        {
            try
            {
                findings.AddRange((await StatisticsCheck.FindUntrueAsync(source, footer, cancellationToken).ConfigureAwait(false))
                    .Select(f => Findings.StatisticsWrong(key, f.Column, $"Row group {f.RowGroup} {f.What} in column '{f.Column}'.")));
            }
            catch (KartothekException e) when (IsDamage(e))
            {
                findings.Add(Findings.FileUnreadable(key, e.Message));
            }
        }
        return new CheckedFile(footer, [.. findings]);
    }

    /// <summary>Whether an error says something about the object rather than about the store.</summary>
    public static bool IsDamage(KartothekException error) => error.Kind is not ErrorKind.Unavailable;

    private IEnumerable<VerifyFinding> CompareSchemas(string key, ParquetFooter footer, Schema schema)
    {
        var hidden = PandasIndex.ColumnsOf(footer);
        foreach (var field in footer.Schema.Fields.Where(f => !hidden.Contains(f.Name) && !partitionKeys.Contains(f.Name)))
        {
            if (!schema.TryGet(field.Name, out var stated))
            {
                yield return Findings.SchemaDiffers(key, field.Name, $"Column '{field.Name}' is in the file, and the schema of the table doesn't have it: no reader sees it.");
            }
            else if (!Holds(stated.Type, field.Type))
            {
                yield return Findings.SchemaDiffers(key, field.Name, $"Column '{field.Name}' is {field.Type} in the file and {stated.Type} in the schema of the table.");
            }
        }
    }

    /// <summary>Whether a column of the schema's type holds what a file has.</summary>
    private static bool Holds(ColumnType stated, ColumnType found)
    {
        var wanted = SchemaNormalization.Normalize(stated);
        return SchemaMerge.CommonType(wanted, SchemaNormalization.Normalize(found)) is { } common && common == wanted;
    }
}
