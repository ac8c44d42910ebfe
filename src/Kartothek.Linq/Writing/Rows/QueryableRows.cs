using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Deletes and updates the rows that a query means, in EF Core's manner.</summary>
public static class QueryableRows
{
    /// <summary>Deletes the rows of a query, in one commit.</summary>
    /// <remarks>
    /// <para>The query is a dataset with any number of Where. Files that keys, indices and statistics rule out stay as they are; of the others those that hold such a row are rewritten, by
    /// column: what the record type doesn't map stays as it is. The rows are those of the dataset at the time of the commit, not of the query's snapshot, which stays as it was; a query that is
    /// made anew over an opened dataset, or over a context, sees the new state.</para>
    /// <para>A condition that no scan evaluates is asked of records in memory; <see cref="RowReport.Residuals"/> names it, and <c>Strict()</c> forbids it.</para>
    /// </remarks>
    /// <param name="source">The rows: <c>sales.AsQueryable&lt;Sale&gt;().Where(s => s.Amount &lt; 0)</c>.</param>
    /// <param name="options">Parallelism and progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    /// <exception cref="Columns.KartothekException">Another operator than Where is in the query, or it isn't over a dataset (<see cref="Columns.ErrorKind.NotSupported"/>); or the commit failed.</exception>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public static async Task<RowReport> ExecuteDeleteAsync<T>(
        this IQueryable<T> source, RewriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var rows = await AffectedRows.OfAsync(source, nameof(ExecuteDeleteAsync), cancellationToken).ConfigureAwait(false);
        var report = await rows.Source.Dataset.DeleteRowsAsync(rows.Filter, options, cancellationToken).ConfigureAwait(false);
        rows.Source.Forget();
        return new(report, rows.Residuals);
    }

    /// <inheritdoc cref="ExecuteDeleteAsync{T}(IQueryable{T}, RewriteOptions, CancellationToken)"/>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public static Task<RowReport> ExecuteDeleteAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken) =>
        source.ExecuteDeleteAsync(null, cancellationToken);

    /// <summary>Deletes the rows of a dataset that satisfy a condition, in one commit.</summary>
    /// <inheritdoc cref="ExecuteDeleteAsync{T}(IQueryable{T}, RewriteOptions, CancellationToken)"/>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public static Task<RowReport> ExecuteDeleteAsync<T>(
        this Dataset dataset, Expression<Func<T, bool>> predicate, RewriteOptions? options = null, CancellationToken cancellationToken = default) =>
        dataset.AsQueryable<T>().Where(predicate).ExecuteDeleteAsync(options, cancellationToken);

    /// <summary>Gives members new values in the rows of a query, in one commit.</summary>
    /// <inheritdoc cref="ExecuteDeleteAsync{T}(IQueryable{T}, RewriteOptions, CancellationToken)"/>
    /// <param name="source">The rows: <c>sales.AsQueryable&lt;Sale&gt;().Where(s => s.Country == "DE")</c>.</param>
    /// <param name="setters">The values: <c>s => s.SetProperty(x => x.Amount, x => x.Amount * 2).SetProperty(x => x.Note, "doubled")</c>.</param>
    /// <param name="options">Parallelism and progress.</param>
    /// <param name="cancellationToken">Ends the operation with nothing changed.</param>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public static async Task<RowReport> ExecuteUpdateAsync<T>(
        this IQueryable<T> source, Action<UpdateSetters<T>> setters, RewriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(setters);
        var chosen = new UpdateSetters<T>();
        setters(chosen);
        if (chosen.All.Count == 0)
        {
            throw RowWriteErrors.NothingSet();
        }
        var rows = await AffectedRows.OfAsync(source, nameof(ExecuteUpdateAsync), cancellationToken).ConfigureAwait(false);
        var built = Build(chosen.All, rows.Source, out var residuals);
        if (residuals.Count > 0 && source.Provider is IDatasetQueryProvider { Options.IsStrict: true })
        {
            throw RowWriteErrors.StrictSetters(residuals);
        }
        var report = await rows.Source.Dataset.UpdateRowsAsync(rows.Filter, built, options, cancellationToken).ConfigureAwait(false);
        rows.Source.Forget();
        return new(report, [.. rows.Residuals, .. residuals]);
    }

    /// <inheritdoc cref="ExecuteUpdateAsync{T}(IQueryable{T}, Action{UpdateSetters{T}}, RewriteOptions, CancellationToken)"/>
    [RequiresDynamicCode("Queries compile their lambdas.")]
    [RequiresUnreferencedCode("Queries read records by reflection.")]
    public static Task<RowReport> ExecuteUpdateAsync<T>(
        this IQueryable<T> source, Action<UpdateSetters<T>> setters, CancellationToken cancellationToken) =>
        source.ExecuteUpdateAsync(setters, null, cancellationToken);

    private static ImmutableArray<ColumnSetter> Build(IReadOnlyList<RecordSetter> setters, IDatasetSource source, out List<string> residuals)
    {
        residuals = [];
        var built = ImmutableArray.CreateBuilder<ColumnSetter>();
        foreach (var setter in setters)
        {
            var column = setter.Build(source.Map, source.Name, out var residual);
            if (built.Any(b => b.Column == column.Column))
            {
                throw RowWriteErrors.SetTwice(column.Column);
            }
            built.Add(column);
            if (residual is not null)
            {
                residuals.Add(residual);
            }
        }
        return built.ToImmutable();
    }
}
