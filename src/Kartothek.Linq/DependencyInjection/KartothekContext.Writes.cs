using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <content>Writes; queries that are made afterwards see what they left.</content>
public partial class KartothekContext
{
    private const string Dynamic = "Records are read by compiled code.";
    private const string Unreferenced = "Records are looked up by reflection.";

    /// <summary>Creates a dataset from records, in one commit.</summary>
    /// <param name="uuid">Its name.</param>
    /// <param name="rows">The records, enumerated once.</param>
    /// <param name="configure">Partition columns, indices, layout, metadata; comes after <see cref="OnCreating{T}"/>.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <inheritdoc cref="DatasetWrites.CreateAsync{T}(IObjectStore, string, IEnumerable{T}, Action{CreateOptions{T}}, CancellationToken)"/>
    [RequiresDynamicCode(Dynamic)]
    [RequiresUnreferencedCode(Unreferenced)]
    public async ValueTask<Dataset> CreateAsync<T>(
        string uuid, IEnumerable<T> rows, Action<CreateOptions<T>>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        var dataset = await Dataset.CreateAsync(Store, uuid, rows, Configured(configure), cancellationToken).ConfigureAwait(false);
        Forget(uuid);
        return dataset;
    }

    /// <inheritdoc cref="CreateAsync{T}(string, IEnumerable{T}, Action{CreateOptions{T}}, CancellationToken)"/>
    [RequiresDynamicCode(Dynamic)]
    [RequiresUnreferencedCode(Unreferenced)]
    public async ValueTask<Dataset> CreateAsync<T>(
        string uuid, IAsyncEnumerable<T> rows, Action<CreateOptions<T>>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        var dataset = await Dataset.CreateAsync(Store, uuid, rows, Configured(configure), cancellationToken).ConfigureAwait(false);
        Forget(uuid);
        return dataset;
    }

    /// <summary>Creates a dataset of records without rows and without files, in one commit.</summary>
    /// <inheritdoc cref="CreateAsync{T}(string, IEnumerable{T}, Action{CreateOptions{T}}, CancellationToken)"/>
    [RequiresDynamicCode(Dynamic)]
    [RequiresUnreferencedCode(Unreferenced)]
    public async ValueTask<Dataset> CreateEmptyAsync<T>(string uuid, Action<CreateOptions<T>>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        var dataset = await Dataset.CreateEmptyAsync(Store, uuid, Configured(configure), cancellationToken).ConfigureAwait(false);
        Forget(uuid);
        return dataset;
    }

    /// <summary>Changes a dataset, in one commit: adds records, removes files, changes metadata, columns and indices.</summary>
    /// <param name="uuid">The dataset's name.</param>
    /// <param name="build">Says what is to be done: <c>u => u.Delete(s => s.Country == "DE").Append(rows)</c> replaces a partition.</param>
    /// <param name="options">Layout of new files, parallelism, progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <inheritdoc cref="DatasetWrites.UpdateAsync{T}(Dataset, Action{DatasetUpdate{T}}, UpdateOptions, CancellationToken)"/>
    [RequiresDynamicCode(Dynamic)]
    [RequiresUnreferencedCode(Unreferenced)]
    public async ValueTask<CommitReport> UpdateAsync<T>(
        string uuid, Action<DatasetUpdate<T>> build, UpdateOptions? options = null, CancellationToken cancellationToken = default)
    {
        var dataset = await OpenAsync(uuid, cancellationToken: cancellationToken).ConfigureAwait(false);
        var report = await dataset.UpdateAsync(build, options, cancellationToken).ConfigureAwait(false);
        Forget(uuid);
        return report;
    }

    /// <summary>Writes records over those that have their key, and adds the others, in one commit.</summary>
    /// <param name="uuid">The dataset's name.</param>
    /// <param name="rows">The records, enumerated once; no two of one key.</param>
    /// <param name="key">The key: <c>s => s.Id</c>, or <c>s => new { s.Country, s.Id }</c>.</param>
    /// <param name="options">Parallelism and progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <inheritdoc cref="DatasetWrites.UpsertAsync{T}(Dataset, IEnumerable{T}, Expression{Func{T, object}}, RewriteOptions, CancellationToken)"/>
    [RequiresDynamicCode(Dynamic)]
    [RequiresUnreferencedCode(Unreferenced)]
    public async ValueTask<RewriteReport> UpsertAsync<T>(
        string uuid, IEnumerable<T> rows, Expression<Func<T, object?>> key, RewriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var dataset = await OpenAsync(uuid, cancellationToken: cancellationToken).ConfigureAwait(false);
        var report = await dataset.UpsertAsync(rows, key, options, cancellationToken).ConfigureAwait(false);
        Forget(uuid);
        return report;
    }

    /// <summary>Opens a dataset anew when a query that is made from now on first runs: after somebody else changed it, or after one of Core's own methods did.</summary>
    /// <remarks>Costs nothing. Queries that have run already keep their snapshot.</remarks>
    public void Refresh(string uuid)
    {
        ArgumentException.ThrowIfNullOrEmpty(uuid);
        Forget(uuid);
    }

    /// <summary>What all datasets that this context creates have in common: override it to name columns by a policy, or to choose a codec.</summary>
    /// <param name="options">The options, before those of the call.</param>
    [RequiresDynamicCode(Dynamic)]
    [RequiresUnreferencedCode(Unreferenced)]
    protected virtual void OnCreating<T>(CreateOptions<T> options)
    {
    }

    private Action<CreateOptions<T>> Configured<T>(Action<CreateOptions<T>>? configure) => options =>
    {
        options.With(o => o with { Open = Options, Table = Options.Table ?? o.Table });
        OnCreating(options);
        configure?.Invoke(options);
    };
}
