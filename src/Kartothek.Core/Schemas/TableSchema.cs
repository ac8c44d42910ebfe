using System.Collections.Immutable;
using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The schema of one table of a dataset, from its <c>_common_metadata</c> (format.md 3). Immutable.</summary>
internal sealed class TableSchema
{
    private TableSchema(string table, string key, Schema schema, ImmutableArray<string> hidden) =>
        (Table, Key, Schema, HiddenColumns) = (table, key, schema, hidden);

    /// <summary>A schema that was just committed.</summary>
    public static TableSchema Of(string uuid, string table, Schema schema) => new(table, DatasetKeys.Schema(uuid, table), schema, []);

    /// <summary>The file as it was read, for a commit that may have to write it again; null where it is missing, and the header has the schema.</summary>
    public ParquetFooter? Footer { get; private init; }

    /// <summary>The version of the file, for a conditional put; none where it is missing.</summary>
    public VersionToken Token { get; private init; }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The key of the schema file.</summary>
    public string Key { get; }

    /// <summary>
    /// The columns: partition columns first, the others by name, as the file has them. Integers are 64 bits wide and floating-point
    /// numbers double, whatever the data files hold; timestamps have the unit of the file, which is µs where Python wrote it.
    /// </summary>
    public Schema Schema { get; }

    /// <summary>Columns of the file that pandas stored as the index of its rows; they aren't columns of the table.</summary>
    public ImmutableArray<string> HiddenColumns { get; }

    /// <summary>
    /// Reads the schema of a table: one request. Where no partition names a table, the default table is tried first, and the dataset's
    /// folders are listed when it doesn't exist: two requests more.
    /// </summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="header">The dataset's header.</param>
    /// <param name="table">The table wanted; null for <c>table</c>, or the only one where that doesn't exist, as Plateau has it.</param>
    /// <param name="clock">Measures the second for which a schema that doesn't parse is read again, since Python overwrites it in place.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="KartothekException">
    /// The table doesn't exist or has no schema (<see cref="ErrorKind.NotFound"/>), none is named and there are several
    /// (<see cref="ErrorKind.Invalid"/>), or the file is damaged (<see cref="ErrorKind.Corrupt"/>).
    /// </exception>
    public static async ValueTask<TableSchema> ReadAsync(
        IObjectStore store, DatasetHeader header, string? table = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(header);
        if (!header.Tables.IsEmpty || table is not null)
        {
            return await ReadTableAsync(store, header, Choose(header, header.Tables, table), clock, cancellationToken).ConfigureAwait(false);
        }
        if (header.Record is { Tables: { IsEmpty: false } recorded })
        {
            // An empty dataset of ours says which tables it has; beside them may lie what one that it replaced has left.
            return await ReadTableAsync(store, header, Choose(header, [.. recorded.Keys], null), clock, cancellationToken).ConfigureAwait(false);
        }
        try
        {
            return await ReadTableAsync(store, header, DatasetKeys.DefaultTable, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
        {
            var listed = await ListTablesAsync(store, header.Uuid, cancellationToken).ConfigureAwait(false);
            if (listed.IsEmpty || listed.Contains(DatasetKeys.DefaultTable))
            {
                throw;
            }
            return await ReadTableAsync(store, header, Choose(header, listed, null), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The schema of a table in an earlier version: no request, since its header has it. The file may be that of a later version.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param"/>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public static ValueTask<TableSchema> OfVersionAsync(
        IObjectStore store, DatasetHeader header, string? table = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        var recorded = header.Record?.Tables ?? ImmutableSortedDictionary<string, TableRecord>.Empty;
        ImmutableArray<string> tables = header.Tables.IsEmpty ? [.. recorded.Keys] : header.Tables;
        var name = Choose(header, tables, table);
        return recorded.TryGetValue(name, out var record) ? new(Of(header.Uuid, name, record.Schema)) : ReadTableAsync(store, header, name, clock, cancellationToken);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Table}: {Schema}";

    private static string Choose(DatasetHeader header, ImmutableArray<string> tables, string? wanted)
    {
        if (wanted is not null)
        {
            return tables.IsEmpty || tables.Contains(wanted) ? wanted : throw CoreErrors.TableNotFound(header.Uuid, wanted, tables);
        }
        // The tables of the first partition are the dataset's: Plateau can leave files of a second name behind by mistake.
        var firstTables = header.Partitions is [{ Files: { IsEmpty: false } files }, ..] ? [.. files.Select(f => f.Table)] : tables;
        return firstTables.Contains(DatasetKeys.DefaultTable)
            ? DatasetKeys.DefaultTable
            : firstTables.Length == 1 ? firstTables[0] : throw CoreErrors.TableNotChosen(header.Uuid, tables);
    }

    private static ValueTask<TableSchema> ReadTableAsync(
        IObjectStore store, DatasetHeader header, string table, TimeProvider? clock, CancellationToken cancellationToken)
    {
        var key = DatasetKeys.Schema(header.Uuid, table);
        var recorded = header.Record?.Tables.GetValueOrDefault(table);
        return Reread.UntilParsedAsync(clock, async token =>
        {
            ObjectTail file;
            try
            {
                file = await store.ReadAllAsync(key, token).ConfigureAwait(false);
            }
            catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
            {
                return recorded is not null ? new TableSchema(table, key, recorded.Schema, []) : throw CoreErrors.SchemaNotFound(header.Uuid, table, key, store.Name, e);
            }
            var source = new MemoryByteSource(key, file.Bytes);
            var footer = await ParquetFooter.ReadAsync(source, ObjectStore.TailBytes, token).ConfigureAwait(false);
            var hidden = PandasIndex.ColumnsOf(footer);
            var visible = hidden.IsEmpty ? footer.Schema : new Schema(footer.Schema.Fields.Where(f => !hidden.Contains(f.Name)));
            // A file of ours that isn't the one which the header records belongs to a commit that hasn't happened yet, or never will. One of Python's counts.
            var isOther = recorded is not null && SchemaFile.CommitIdOf(footer) is { } id && id != recorded.CommitId;
            return new TableSchema(table, key, isOther ? recorded!.Schema : visible, hidden) { Footer = footer, Token = file.Token };
        }, cancellationToken);
    }

    /// <summary>The folders of a dataset, which are its tables and that of its indices. One listing.</summary>
    private static async ValueTask<ImmutableArray<string>> ListTablesAsync(IObjectStore store, string uuid, CancellationToken cancellationToken)
    {
        var tables = ImmutableArray.CreateBuilder<string>();
        var prefix = uuid + "/";
        await foreach (var entry in store.ListAsync(prefix, '/', cancellationToken).ConfigureAwait(false))
        {
            if (entry.IsPrefix && entry.Key[prefix.Length..^1] is var name and not (DatasetKeys.IndexFolder or HistoryKey.Folder))
            {
                tables.Add(name);
            }
        }
        return tables.DrainToImmutable();
    }
}
