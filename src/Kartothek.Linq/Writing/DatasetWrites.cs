using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Creates and updates datasets of records.</summary>
/// <remarks>What is written, and when it is seen, is Core's matter: see the methods of <see cref="Dataset"/> that take a <see cref="BlockSource"/>. How a record becomes a row: see <see cref="RecordSource"/>.</remarks>
public static class DatasetWrites
{
    private const string Dynamic = "Records are read by compiled code.";
    private const string Unreferenced = "Records are looked up by reflection.";

    extension(Dataset)
    {
        /// <summary>Creates a dataset from records, in one commit.</summary>
        /// <param name="store">Where it will lie.</param>
        /// <param name="uuid">Its name: ASCII letters, digits, <c>+</c>, <c>-</c> and <c>_</c>.</param>
        /// <param name="rows">The records, enumerated once; a stream of any length is written in bounded memory.</param>
        /// <param name="configure">Partition columns, indices, layout, metadata: <c>o => o.PartitionOn(s => s.Country).Index(s => s.Product)</c>.</param>
        /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
        /// <typeparam name="T">A class, record or struct with a member per column, see <see cref="RecordSchema.Of{T}"/>.</typeparam>
        /// <returns>The dataset, opened.</returns>
        /// <exception cref="KartothekException">
        /// The type or a value can't be written (<see cref="ErrorKind.Invalid"/>), the dataset exists already and isn't to be overwritten (<see cref="ErrorKind.Conflict"/>), or the store failed
        /// (<see cref="ErrorKind.Unavailable"/>).
        /// </exception>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public static ValueTask<Dataset> CreateAsync<T>(
            IObjectStore store, string uuid, IEnumerable<T> rows, Action<CreateOptions<T>>? configure = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(rows);
            var options = Configure(configure, out var map);
            return Dataset.CreateAsync(store, uuid, new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map)), options, cancellationToken);
        }

        /// <summary>Creates a dataset from records that come one after the other, in one commit.</summary>
        /// <inheritdoc cref="CreateAsync{T}(IObjectStore, string, IEnumerable{T}, Action{CreateOptions{T}}, CancellationToken)"/>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public static ValueTask<Dataset> CreateAsync<T>(
            IObjectStore store, string uuid, IAsyncEnumerable<T> rows, Action<CreateOptions<T>>? configure = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(rows);
            var options = Configure(configure, out var map);
            return Dataset.CreateAsync(store, uuid, new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map)), options, cancellationToken);
        }

        /// <summary>Creates a dataset of records without rows and without files, in one commit.</summary>
        /// <inheritdoc cref="CreateAsync{T}(IObjectStore, string, IEnumerable{T}, Action{CreateOptions{T}}, CancellationToken)"/>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public static ValueTask<Dataset> CreateEmptyAsync<T>(
            IObjectStore store, string uuid, Action<CreateOptions<T>>? configure = null, CancellationToken cancellationToken = default)
        {
            var options = Configure(configure, out var map);
            return Dataset.CreateEmptyAsync(store, uuid, map.Schema, options, cancellationToken);
        }
    }

    extension(Dataset dataset)
    {
        /// <summary>Changes the dataset, in one commit: adds records, removes files, changes metadata, columns and indices.</summary>
        /// <param name="build">Says what is to be done: <c>u => u.Delete(s => s.Country == "DE").Append(rows)</c> replaces a partition.</param>
        /// <param name="options">Layout of new files, parallelism, progress.</param>
        /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
        /// <returns>What was done, and the dataset as it is now. This snapshot doesn't change.</returns>
        /// <exception cref="KartothekException">
        /// The records don't fit the dataset, or a deletion isn't one of whole files (<see cref="ErrorKind.Invalid"/>); the dataset is gone (<see cref="ErrorKind.NotFound"/>), other writers were there each time
        /// (<see cref="ErrorKind.Conflict"/>), or the store failed (<see cref="ErrorKind.Unavailable"/>).
        /// </exception>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<CommitReport> UpdateAsync<T>(Action<DatasetUpdate<T>> build, UpdateOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentNullException.ThrowIfNull(build);
            options ??= new();
            var update = new DatasetUpdate<T>(dataset, options);
            build(update);
            return dataset.UpdateAsync(update.Build(), options with { AddsColumns = update.AddsColumns }, cancellationToken);
        }

        /// <summary>Adds records, in one commit.</summary>
        /// <param name="rows">The records, enumerated once.</param>
        /// <param name="options">Layout of new files, parallelism, progress.</param>
        /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
        /// <inheritdoc cref="UpdateAsync{T}(Dataset, Action{DatasetUpdate{T}}, UpdateOptions, CancellationToken)"/>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<CommitReport> AppendAsync<T>(IEnumerable<T> rows, UpdateOptions? options = null, CancellationToken cancellationToken = default) =>
            dataset.UpdateAsync<T>(u => u.Append(rows), options, cancellationToken);

        /// <inheritdoc cref="AppendAsync{T}(Dataset, IEnumerable{T}, UpdateOptions, CancellationToken)"/>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<CommitReport> AppendAsync<T>(IAsyncEnumerable<T> rows, UpdateOptions? options = null, CancellationToken cancellationToken = default) =>
            dataset.UpdateAsync<T>(u => u.Append(rows), options, cancellationToken);

        /// <summary>Writes records into files that a later update commits, in this process or another.</summary>
        /// <param name="rows">The records, enumerated once.</param>
        /// <param name="options">Layout of new files, parallelism, progress.</param>
        /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
        /// <returns>The files, for <see cref="DatasetUpdate{T}.Add(WrittenPartitions)"/>. Nothing is visible to readers before.</returns>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<WrittenPartitions> WritePartitionsAsync<T>(IEnumerable<T> rows, UpdateOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(rows);
            var map = MapOf(dataset, typeof(T), options?.AddsColumns ?? false);
            return dataset.WritePartitionsAsync(new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map)), options, cancellationToken);
        }

        /// <inheritdoc cref="WritePartitionsAsync{T}(Dataset, IEnumerable{T}, UpdateOptions, CancellationToken)"/>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<WrittenPartitions> WritePartitionsAsync<T>(IAsyncEnumerable<T> rows, UpdateOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(rows);
            var map = MapOf(dataset, typeof(T), options?.AddsColumns ?? false);
            return dataset.WritePartitionsAsync(new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map)), options, cancellationToken);
        }

        /// <summary>Writes records over those that have their key, and adds the others, in one commit.</summary>
        /// <param name="rows">The records, enumerated once; no two of one key.</param>
        /// <param name="key">The key: <c>s => s.Id</c>, or <c>s => new { s.Country, s.Id }</c>.</param>
        /// <param name="options">Parallelism and progress.</param>
        /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
        /// <remarks>A row that is written over keeps the columns that the record type doesn't map, and is replaced in place. Files that keys, indices and statistics rule out stay as they are.</remarks>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<RewriteReport> UpsertAsync<T>(
            IEnumerable<T> rows, Expression<Func<T, object?>> key, RewriteOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(rows);
            ArgumentNullException.ThrowIfNull(key);
            var map = MapOf(dataset, typeof(T), addsColumns: false).WithMembersOnly();
            return dataset.UpsertAsync(new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map)), [.. map.ColumnsOf(key)], options, cancellationToken);
        }

        /// <inheritdoc cref="UpsertAsync{T}(Dataset, IEnumerable{T}, Expression{Func{T, object}}, RewriteOptions, CancellationToken)"/>
        [RequiresDynamicCode(Dynamic)]
        [RequiresUnreferencedCode(Unreferenced)]
        public ValueTask<RewriteReport> UpsertAsync<T>(
            IAsyncEnumerable<T> rows, Expression<Func<T, object?>> key, RewriteOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(rows);
            ArgumentNullException.ThrowIfNull(key);
            var map = MapOf(dataset, typeof(T), addsColumns: false).WithMembersOnly();
            return dataset.UpsertAsync(new BlockSource(map.Schema, RecordBlocks<T>.Of(rows, map)), [.. map.ColumnsOf(key)], options, cancellationToken);
        }
    }

    private static CreateOptions Configure<T>(Action<CreateOptions<T>>? configure, out WriteMap map)
    {
        var options = new CreateOptions<T>();
        configure?.Invoke(options);
        map = WriteMap.ForNew(typeof(T), options.Records());
        return options.Build(map);
    }

    private static WriteMap MapOf(Dataset dataset, Type type, bool addsColumns)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var where = DatasetText.Of(dataset);
        var map = WriteMap.For(type, dataset.Schema, where, RecordOptions.Default with { AddsColumns = addsColumns });
        map.RequirePartitionColumns(dataset.PartitionColumns, where);
        return map;
    }
}
