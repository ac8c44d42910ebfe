using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>The datasets of a store, as queries. Derive from it and give each dataset a property.</summary>
/// <remarks>
/// <para>A context sees one snapshot of each dataset: it opens a dataset when a query over it first runs, and keeps it until the context itself changes the dataset. Make a context per unit of
/// work (a request, a job), as the container does. Safe for use by several threads at once.</para>
/// <code>
/// public sealed class Lake(IObjectStore store, DatasetOptions options) : KartothekContext(store, options)
/// {
///     public IQueryable&lt;Sale&gt; Sales => Set&lt;Sale&gt;("sales");
/// }
/// </code>
/// </remarks>
/// <param name="store">The store; the context doesn't own it.</param>
/// <param name="options">How datasets are opened.</param>
public partial class KartothekContext(IObjectStore store, DatasetOptions? options = null)
{
    private readonly ConcurrentDictionary<(string Uuid, string? Table), SharedDataset> _datasets = [];

    /// <summary>Where the datasets lie. It must stay open as long as queries of this context run.</summary>
    public IObjectStore Store { get; } = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>How datasets are opened.</summary>
    public DatasetOptions Options { get; } = options ?? new();

    /// <summary>The rows of a dataset as records of a type. Costs nothing; the dataset is opened when a query first runs.</summary>
    /// <typeparam name="T">The record type, see <see cref="DatasetQueries.AsQueryable{T}"/>.</typeparam>
    /// <param name="uuid">The dataset's name.</param>
    /// <param name="table">Its table, or null: as <see cref="Options"/> has it.</param>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public IQueryable<T> Set<T>(string uuid, string? table = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        var name = table is null or "table" ? uuid : $"{uuid}/{table}";
        return new DatasetRecords<T>(new DatasetQueryProvider(QueryOptions.Default), name, token => OpenAsync(uuid, table, token), () => Opened(uuid, table), () => Forget(uuid));
    }

    /// <summary>The snapshot of a dataset that this context's queries see. The first call opens it.</summary>
    /// <exception cref="Columns.KartothekException">There is no such dataset, or it can't be read. The next call tries again.</exception>
    public ValueTask<Dataset> OpenAsync(string uuid, string? table = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        var shared = _datasets.GetOrAdd((uuid, table), static _ => new SharedDataset());
        return shared.GetAsync(token => Dataset.OpenAsync(Store, uuid, table is null ? Options : Options with { Table = table }, token), cancellationToken);
    }

    /// <summary>Lets the next query over a dataset open it anew.</summary>
    private void Forget(string uuid)
    {
        foreach (var key in _datasets.Keys.Where(k => k.Uuid == uuid))
        {
            _datasets.TryRemove(key, out _);
        }
    }

    private Dataset? Opened(string uuid, string? table) => _datasets.TryGetValue((uuid, table), out var shared) ? shared.Known : null;
}
