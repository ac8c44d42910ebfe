using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>An immutable snapshot of one table of a dataset: what its header said when it was opened.</summary>
/// <remarks>
/// Later commits of others don't change it: data and index files are never overwritten, and stay until somebody collects garbage.
/// Secondary indices are loaded when a predicate first needs them, and footers are kept. Safe for use by several threads at once.
/// </remarks>
public sealed partial class Dataset
{
    private JsonElement? _metadata;

    private Dataset(IObjectStore store, DatasetHeader header, string table, Schema schema, DatasetOptions options)
    {
        Store = store;
        Table = table;
        Schema = schema;
        Options = options;
        Header = header;
        var columns = PartitionColumn.ReadAll(header.Partitions, table, [.. header.PartitionKeys.Select(c => schema[c])]);
        ImmutableArray<int> ordinals = [.. Enumerable.Range(0, header.Partitions.Length).Where(p => header.Partitions[p].FileOf(table) is not null)];
        Keys = new PartitionKeys(columns, ordinals);
        Partitions = [.. ordinals.Select((p, i) => new DatasetPartition(Keys, i, header.Partitions[p].Label, header.Partitions[p].FileOf(table)!))];
        IndexColumns = [.. header.Indices.Select(i => i.Column).Where(schema.Contains).Order(StringComparer.Ordinal)];
        _footers = new FooterCache(options.CachedFooters);
    }

    /// <summary>The store that it lies in. The dataset doesn't own it.</summary>
    public IObjectStore Store { get; }

    /// <summary>The name of the dataset.</summary>
    public string Uuid => Header.Uuid;

    /// <summary>The table that is read.</summary>
    public string Table { get; }

    /// <summary>The tables that partitions have files of: those of the first partition first. The table that is read alone where there is no partition.</summary>
    public ImmutableArray<string> Tables => Header.Tables.IsEmpty ? [Table] : Header.Tables;

    /// <summary>The columns of the table as <c>_common_metadata</c> has them, partition columns first.</summary>
    public Schema Schema { get; }

    /// <summary>The columns whose values are in the keys of the files rather than in the files, in the order of the keys.</summary>
    public ImmutableArray<string> PartitionColumns => Header.PartitionKeys;

    /// <summary>The columns that have a secondary index, sorted.</summary>
    public ImmutableArray<string> IndexColumns { get; }

    /// <summary>The files of the table in the order of the header, which is the order of the rows.</summary>
    public ImmutableArray<DatasetPartition> Partitions { get; }

    /// <summary>What users stored with the dataset: a JSON object.</summary>
    public JsonElement Metadata => _metadata ??= Header.UserMetadata();

    /// <summary>The header as it was read.</summary>
    internal DatasetHeader Header { get; }

    /// <summary>How the dataset was opened.</summary>
    public DatasetOptions Options { get; }

    /// <summary>How many requests opening it took.</summary>
    public int OpeningRequests { get; private init; }

    /// <summary>The values in the keys of all files.</summary>
    internal PartitionKeys Keys { get; }

    /// <summary>Opens a dataset.</summary>
    /// <param name="store">Where it lies. It must stay open as long as the dataset is used.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="options">The table, where it has several, and how it is read.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <remarks>
    /// Two requests: header and schema. One more for a header in msgpack, and a listing where the header names no partitions. Their number doesn't depend
    /// on the number of partitions.
    /// </remarks>
    /// <exception cref="KartothekException">
    /// The dataset or the table doesn't exist (<see cref="ErrorKind.NotFound"/>; the message names the nearest), or the version that <see cref="DatasetOptions.AsOf"/> names, header or schema are damaged
    /// (<see cref="ErrorKind.Corrupt"/>), or the dataset has another version of the format (<see cref="ErrorKind.NotSupported"/>).
    /// </exception>
    public static async ValueTask<Dataset> OpenAsync(IObjectStore store, string uuid, DatasetOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(uuid);
        options ??= new();
        // Not disposed, since it would dispose the caller's store.
        var counted = new CountingStore(store);
        DatasetHeader header;
        try
        {
            header = await DatasetHeader.ReadAsync(counted, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound && e is not DatasetRenamedException)
        {
            var known = await store.ListDatasetsAsync(cancellationToken: cancellationToken).Select(d => d.Uuid).ToListAsync(cancellationToken).ConfigureAwait(false);
            throw CoreErrors.DatasetNotFound(uuid, store.Name, known, e);
        }
        return options.AsOf is { } version
            ? await OpenVersionAsync(store, counted, header, version, options, cancellationToken).ConfigureAwait(false)
            : await OpenAsync(store, counted, header, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a dataset whose header was read: one request.</summary>
    internal static ValueTask<Dataset> OpenAsync(IObjectStore store, DatasetHeader header, DatasetOptions options, CancellationToken cancellationToken) =>
        OpenAsync(store, new CountingStore(store), header, options, cancellationToken);

    /// <summary>The snapshot of a header whose schema is known. No request.</summary>
    internal static Dataset Of(IObjectStore store, DatasetHeader header, TableSchema table, DatasetOptions options) =>
        new(store, header, table.Table, KeysFirst(header, table), options) { StoredSchema = table };

    /// <summary>The schema as it is stored.</summary>
    internal TableSchema StoredSchema { get; private init; } = null!;

    /// <inheritdoc/>
    public override string ToString() => Uuid;

    /// <summary>The values in the key of a file, by column.</summary>
    internal ImmutableSortedDictionary<string, ConstantScalar> ConstantsOf(DatasetPartition partition) => Keys.ConstantsOf(partition.Ordinal);

    private static async ValueTask<Dataset> OpenAsync(
        IObjectStore store, CountingStore counted, DatasetHeader header, DatasetOptions options, CancellationToken cancellationToken)
    {
        var table = await TableSchema.ReadAsync(counted, header, options.Table, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return new Dataset(store, header, table.Table, KeysFirst(header, table), options) { StoredSchema = table, OpeningRequests = RequestsOf(counted) };
    }

    private static async ValueTask<Dataset> OpenVersionAsync(
        IObjectStore store, CountingStore counted, DatasetHeader present, VersionChoice choice, DatasetOptions options, CancellationToken cancellationToken)
    {
        var version = await new VersionSearch(counted, present).FindAsync(choice, cancellationToken).ConfigureAwait(false);
        await VersionObjects.CheckAsync(counted, present, version, choice, cancellationToken).ConfigureAwait(false);
        var table = ReferenceEquals(version, present)
            ? await TableSchema.ReadAsync(counted, version, options.Table, options.TimeProvider, cancellationToken).ConfigureAwait(false)
            : await TableSchema.OfVersionAsync(counted, version, options.Table, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return new Dataset(store, version, table.Table, KeysFirst(version, table), options) { StoredSchema = table, OpeningRequests = RequestsOf(counted) };
    }

    private static int RequestsOf(CountingStore counted) => (int)(counted.Counts.Tails + counted.Counts.Ranges + counted.Counts.Lists);

    // Kartothek and Plateau write them in this order; a foreign writer may not.
    private static Schema KeysFirst(DatasetHeader header, TableSchema table)
    {
        foreach (var column in header.PartitionKeys)
        {
            if (!table.Schema.Contains(column))
            {
                throw CoreErrors.PartitionColumnNotInSchema(header.Uuid, table.Table, column);
            }
        }
        return new Schema([.. header.PartitionKeys.Select(c => PartitionTypes.Of(table.Schema[c], header.Partitions, table.Table)), .. table.Schema.Fields.Where(f => !header.PartitionKeys.Contains(f.Name))]);
    }
}
