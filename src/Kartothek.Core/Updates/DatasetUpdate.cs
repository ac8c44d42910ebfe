using System.Text.Json.Nodes;
using Apache.Arrow;
using Kartothek.Columns;
using Field = Kartothek.Columns.Field;

namespace Kartothek.Core;

/// <summary>What an update is to do, collected: files to add, files to remove, changes of metadata, schema and indices, all in one commit.</summary>
/// <remarks>
/// The order of calls doesn't matter: what is deleted is chosen among the files that the dataset has before the update, never among the rows that the update adds. A
/// replacement is a deletion and an addition in one update. Used once; not thread-safe.
/// </remarks>
public sealed class DatasetUpdate
{
    private readonly List<BlockSource> _sources = [];
    private readonly List<WrittenPartitions> _written = [];
    private readonly List<FileScope> _scopes = [];
    private readonly List<Field> _columns = [];
    private readonly List<string> _builds = [];
    private readonly List<string> _drops = [];
    private readonly List<(JsonObject Entries, MetadataRule Rule)> _metadata = [];

    internal DatasetUpdate(Dataset dataset) => Dataset = dataset;

    /// <summary>The snapshot on which the update is called.</summary>
    public Dataset Dataset { get; }

    internal IReadOnlyList<BlockSource> Sources => _sources;

    internal IReadOnlyList<WrittenPartitions> Written => _written;

    internal IReadOnlyList<FileScope> Scopes => _scopes;

    internal IReadOnlyList<Field> Columns => _columns;

    internal IReadOnlyList<string> IndexBuilds => _builds;

    internal IReadOnlyList<string> IndexDrops => _drops;

    internal IReadOnlyList<(JsonObject Entries, MetadataRule Rule)> Metadata => _metadata;

    internal bool IsEmpty => _sources.Count + _written.Count + _scopes.Count + _columns.Count + _builds.Count + _drops.Count + _metadata.Count == 0;

    /// <summary>Adds rows. Several sources are written one after the other.</summary>
    /// <param name="rows">
    /// The rows: all partition columns, and columns of the dataset, by name and in any order; one that they lack is null in them. Integers may have any width, and floating-point numbers, too.
    /// </param>
    public DatasetUpdate Append(BlockSource rows)
    {
        System.ArgumentNullException.ThrowIfNull(rows);
        _sources.Add(rows);
        return this;
    }

    /// <summary>Adds the rows of Arrow record batches, which stay the caller's.</summary>
    /// <param name="schema">The schema of the batches.</param>
    /// <param name="batches">The batches.</param>
    public DatasetUpdate Append(Apache.Arrow.Schema schema, IAsyncEnumerable<RecordBatch> batches) => Append(BlockSource.FromBatches(schema, batches));

    /// <inheritdoc cref="Append(Apache.Arrow.Schema, IAsyncEnumerable{RecordBatch})"/>
    public DatasetUpdate Append(Apache.Arrow.Schema schema, params IEnumerable<RecordBatch> batches) => Append(BlockSource.FromBatches(schema, batches));

    /// <summary>Adds files that <see cref="Dataset.WritePartitionsAsync"/> wrote, here or in another process.</summary>
    public DatasetUpdate Add(WrittenPartitions files)
    {
        System.ArgumentNullException.ThrowIfNull(files);
        _written.Add(files);
        return this;
    }

    /// <summary>Removes the files whose partition values satisfy a predicate.</summary>
    /// <param name="predicate">A two-valued condition on partition columns alone: it is decided per file by its key. Rows are deleted by any condition with <c>DeleteRowsAsync</c>, which rewrites files.</param>
    /// <exception cref="KartothekException">It is no predicate, or reads another column (<see cref="ErrorKind.Invalid"/>; <see cref="ErrorKind.NotFound"/> for one that doesn't exist).</exception>
    public DatasetUpdate Delete(Scalar predicate)
    {
        System.ArgumentNullException.ThrowIfNull(predicate);
        _scopes.Add(new PredicateScope(Dataset, predicate));
        return this;
    }

    /// <summary>Removes the files that hold given values, as Kartothek's <c>delete_scope</c> has it.</summary>
    /// <param name="scopes">
    /// Each names values of partition columns and of columns with a secondary index, all of which a file must hold; a file is removed where any of them says so. A value is .NET's own for the
    /// column's type, or its text. Whole files are removed, also where only some of their rows have the value of an indexed column.
    /// </param>
    /// <exception cref="KartothekException">
    /// A scope is empty, names a column that is neither, or a value that is null or not of the column's type (<see cref="ErrorKind.Invalid"/>), or a column that doesn't exist (<see cref="ErrorKind.NotFound"/>).
    /// </exception>
    public DatasetUpdate DeleteScope(params IEnumerable<IReadOnlyDictionary<string, object>> scopes)
    {
        System.ArgumentNullException.ThrowIfNull(scopes);
        _scopes.AddRange(scopes.Select(s => new ValueScope(Dataset, s)));
        return this;
    }

    /// <summary>Removes partitions by their labels.</summary>
    /// <param name="labels">Labels of the dataset. One that another writer has removed since is a conflict.</param>
    public DatasetUpdate DeletePartitions(params IEnumerable<string> labels)
    {
        System.ArgumentNullException.ThrowIfNull(labels);
        _scopes.Add(new LabelScope(Dataset, [.. labels]));
        return this;
    }

    /// <summary>Removes all files that the dataset has when the commit is made.</summary>
    public DatasetUpdate DeleteAll()
    {
        _scopes.Add(new PredicateScope(Dataset, Scalar.True));
        return this;
    }

    /// <summary>Brings entries into the metadata.</summary>
    /// <param name="entries">The entries; without NaN and infinities, which aren't JSON.</param>
    /// <param name="rule">How they meet what is stored. By default each replaces the value of its key as a whole, a null removes its key, and other keys stay.</param>
    public DatasetUpdate MergeMetadata(JsonObject entries, MetadataRule rule = MetadataRule.Replace)
    {
        System.ArgumentNullException.ThrowIfNull(entries);
        _metadata.Add((UserMetadata.Copy(entries), rule));
        return this;
    }

    /// <summary>Adds a column, which is null in all rows that the dataset has. No file is rewritten, and readers that don't know the column go on.</summary>
    /// <param name="column">Name and type; nullable. For another default write the value with <c>UpdateRowsAsync</c> afterwards, which rewrites files.</param>
    public DatasetUpdate AddColumn(Field column)
    {
        System.ArgumentNullException.ThrowIfNull(column);
        _columns.Add(column);
        return this;
    }

    /// <summary>Builds a secondary index on a column, anew where it has one. Reads the column of every file of the dataset.</summary>
    public DatasetUpdate BuildIndex(string column)
    {
        System.ArgumentNullException.ThrowIfNull(column);
        _builds.Add(column);
        return this;
    }

    /// <summary>Drops the secondary index of a column.</summary>
    public DatasetUpdate DropIndex(string column)
    {
        System.ArgumentNullException.ThrowIfNull(column);
        _drops.Add(column);
        return this;
    }
}
