using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>What an update is to do, over records: rows to add, files to remove, changes of metadata, columns and indices, all in one commit.</summary>
/// <remarks>
/// The order of calls doesn't matter: what is deleted is chosen among the files that the dataset has before the update, never among the rows that the update adds. A replacement
/// is a deletion and an addition in one update. Used once; not thread-safe.
/// </remarks>
/// <typeparam name="T">The record type.</typeparam>
[RequiresDynamicCode("Records are read by compiled code.")]
[RequiresUnreferencedCode("Records are looked up by reflection.")]
public sealed class DatasetUpdate<T>
{
    private readonly Dataset _dataset;
    private readonly List<Action<DatasetUpdate, WriteMap>> _steps = [];
    private RecordOptions _records;
    private bool _hasRows;

    internal DatasetUpdate(Dataset dataset, UpdateOptions options) =>
        (_dataset, _records) = (dataset, RecordOptions.Default with { AddsColumns = options.AddsColumns });

    /// <summary>Whether members without column add one.</summary>
    internal bool AddsColumns => _records.AddsColumns;

    /// <summary>Adds records. Several sequences are written one after the other.</summary>
    /// <param name="rows">The records, enumerated once. Each member goes to the column that reading finds for it; a column that no member goes to is null in them.</param>
    public DatasetUpdate<T> Append(params IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return AddRows((update, map) => update.Append(new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map))));
    }

    /// <inheritdoc cref="Append(IEnumerable{T})"/>
    public DatasetUpdate<T> Append(IAsyncEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return AddRows((update, map) => update.Append(new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map))));
    }

    /// <summary>Adds rows that aren't records.</summary>
    public DatasetUpdate<T> Append(BlockSource rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Add((update, _) => update.Append(rows));
    }

    /// <summary>Adds files that were written before, here or in another process.</summary>
    public DatasetUpdate<T> Add(WrittenPartitions files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Add((update, _) => update.Add(files));
    }

    /// <summary>Removes the files whose partition values satisfy a condition: <c>s => s.Country == "DE" &amp;&amp; s.Year &lt; 2020</c>.</summary>
    /// <param name="predicate">A condition on partition columns alone, since whole files are removed.</param>
    /// <exception cref="KartothekException">When the update is built: the condition reads another column, or can't be translated (<see cref="ErrorKind.Invalid"/>).</exception>
    public DatasetUpdate<T> Delete(Expression<Func<T, bool>> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Add((update, map) => update.Delete(ScopeOf(predicate, map)));
    }

    /// <summary>Removes the files that hold given values of partition columns and indexed columns, as Kartothek's <c>delete_scope</c> has it.</summary>
    /// <param name="scopes">Values by the names of columns; a file is removed where it holds all values of one of them.</param>
    public DatasetUpdate<T> DeleteScope(params IEnumerable<IReadOnlyDictionary<string, object>> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return Add((update, _) => update.DeleteScope(scopes));
    }

    /// <summary>Removes partitions by their labels.</summary>
    public DatasetUpdate<T> DeletePartitions(params IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Add((update, _) => update.DeletePartitions(labels));
    }

    /// <summary>Removes all files that the dataset has when the commit is made.</summary>
    public DatasetUpdate<T> DeleteAll() => Add((update, _) => update.DeleteAll());

    /// <summary>Puts entries into the metadata; a null value removes its key.</summary>
    public DatasetUpdate<T> MergeMetadata(JsonObject entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return Add((update, _) => update.MergeMetadata(entries));
    }

    /// <summary>Builds a secondary index on each of these columns, anew where it has one.</summary>
    public DatasetUpdate<T> BuildIndex(params Expression<Func<T, object?>>[] columns) => ForEach(columns, (update, column) => update.BuildIndex(column));

    /// <summary>Drops the secondary indices of these columns.</summary>
    public DatasetUpdate<T> DropIndex(params Expression<Func<T, object?>>[] columns) => ForEach(columns, (update, column) => update.DropIndex(column));

    /// <summary>Adds a column for each member that the dataset has none for, null in the rows that are there; otherwise such a member is an error.</summary>
    public DatasetUpdate<T> AddColumns()
    {
        _records = _records with { AddsColumns = true };
        return this;
    }

    /// <summary>Names the columns that are added; as the members where this isn't called.</summary>
    public DatasetUpdate<T> Naming(NamingPolicy policy)
    {
        _records = _records with { Naming = policy };
        return this;
    }

    /// <summary>Cuts times down to the unit of their column, instead of an error where digits would be lost.</summary>
    public DatasetUpdate<T> TruncateTimes()
    {
        _records = _records with { TruncatesTimes = true };
        return this;
    }

    /// <summary>What Core is to do.</summary>
    internal Action<DatasetUpdate> Build()
    {
        var where = DatasetText.Of(_dataset);
        var map = WriteMap.For(typeof(T), _dataset.Schema, where, _records);
        if (_hasRows)
        {
            map.RequirePartitionColumns(_dataset.PartitionColumns, where);
        }
        return update =>
        {
            foreach (var field in _hasRows ? [] : map.Members.Where(m => m is { IsNew: true }).Select(m => m!.Field))
            {
                update.AddColumn(field);
            }
            foreach (var step in _steps)
            {
                step(update, map);
            }
        };
    }

    private Scalar ScopeOf(LambdaExpression predicate, WriteMap map)
    {
        // Members may have columns that this update adds.
        var records = RecordMap.For(typeof(T), map.Schema, DatasetText.Of(_dataset));
        var condition = (LambdaExpression)Preprocessor.Process(predicate);
        var translated = ScalarTranslator.Condition(condition, records);
        var reason = translated.Reason
            ?? (translated.Members.FirstOrDefault(m => !_dataset.PartitionColumns.Contains(m.Column.Name)) is { } other ? $"'{other.Column.Name}' isn't a partition column" : null);
        return reason is null ? translated.Scalar! : throw RowWriteErrors.DeleteNeedsRows(condition, reason, _dataset.PartitionColumns, _dataset.Uuid);
    }

    private DatasetUpdate<T> AddRows(Action<DatasetUpdate, WriteMap> step)
    {
        _hasRows = true;
        return Add(step);
    }

    private DatasetUpdate<T> Add(Action<DatasetUpdate, WriteMap> step)
    {
        _steps.Add(step);
        return this;
    }

    private DatasetUpdate<T> ForEach(Expression<Func<T, object?>>[] columns, Action<DatasetUpdate, string> step)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Add((update, map) =>
        {
            foreach (var column in columns.SelectMany(map.ColumnsOf))
            {
                step(update, column);
            }
        });
    }
}
