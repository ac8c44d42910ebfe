using System.Collections.Concurrent;
using Kartothek.Columns;
using Microsoft.Extensions.Logging;

namespace Kartothek.Core;

/// <content>Secondary indices.</content>
public sealed partial class Dataset
{
    private readonly ConcurrentDictionary<string, FileIndex?> _indices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexParts> _indexParts = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _loading = new(1);
    private LabelLookup? _labels;

    /// <summary>An index that was loaded as a whole.</summary>
    /// <returns>False where nobody has asked for it yet; true with null where it can't be used.</returns>
    internal bool TryGetIndex(string column, out FileIndex? index) => _indices.TryGetValue(column, out index);

    /// <summary>Loads the whole of an index: one request for a file of up to 16 MiB, two for a larger one, none where it is loaded already.</summary>
    /// <remarks>
    /// An index that is missing or damaged is left out, with a warning in the log: it would have saved requests, and the rows of the answer don't
    /// depend on it.
    /// </remarks>
    internal ValueTask LoadIndexAsync(string column, CancellationToken cancellationToken)
    {
        return _indices.ContainsKey(column) ? default : LoadAsync();

        async ValueTask LoadAsync()
        {
            await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!_indices.ContainsKey(column))
                {
                    _indices[column] = await ReadIndexAsync(column, cancellationToken).ConfigureAwait(false);
                    _indexParts.TryRemove(column, out _);
                }
            }
            finally
            {
                _loading.Release();
            }
        }
    }

    /// <summary>What a condition needs of an index, where it was read.</summary>
    /// <returns>False where something is missing; true with null where the index can't be used.</returns>
    internal bool TryGetIndex(LeafTerm condition, out IndexExcerpt? index)
    {
        var column = condition.Columns.Fields[0].Name;
        if (condition.Excerpt is not null)
        {
            index = condition.Excerpt;
            return true;
        }
        if (_indices.TryGetValue(column, out var whole))
        {
            index = whole?.Excerpt;
            return true;
        }
        index = IndexParts.Suffice(condition, Schema[column]) && _indexParts.TryGetValue(column, out var parts) ? parts.Find(condition, Options.TrustsIndices) : null;
        return index is not null;
    }

    /// <summary>Reads what a condition needs of an index and wasn't read before: a part where its bounds show which, or else the whole.</summary>
    /// <inheritdoc cref="LoadIndexAsync(string, CancellationToken)"/>
    internal async ValueTask LoadIndexAsync(LeafTerm condition, CancellationToken cancellationToken)
    {
        var column = condition.Columns.Fields[0].Name;
        if (_indices.ContainsKey(column))
        {
            return;
        }
        if (!IndexParts.Suffice(condition, Schema[column]) || Header.Indices.First(i => i.Column == column).Key is not { } key)
        {
            await LoadIndexAsync(column, cancellationToken).ConfigureAwait(false);
            return;
        }
        try
        {
            condition.Excerpt = await Reread.UntilParsedAsync(Options.TimeProvider, token => ReadPartsAsync(column, key, condition, token), cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (IsOfIndex(e))
        {
            LogIndexNotUsed(Options.Logger, column, Uuid, e);
            _indices.TryAdd(column, null);
        }
    }

    private async ValueTask<IndexExcerpt> ReadPartsAsync(string column, string key, LeafTerm condition, CancellationToken cancellationToken)
    {
        var parts = await OpenPartsAsync(column, key, cancellationToken).ConfigureAwait(false);
        try
        {
            return await parts.ReadAsync(condition, Options.TrustsIndices, cancellationToken).ConfigureAwait(false);
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.Corrupt or ErrorKind.Conflict)
        {
            // Another version, or one that was met half written: the next attempt begins with its footer.
            _indexParts.TryRemove(KeyValuePair.Create(column, parts));
            throw e.Kind == ErrorKind.Conflict ? CoreErrors.IndexRewritten(key, e) : e;
        }
    }

    private async ValueTask<IndexParts> OpenPartsAsync(string column, string key, CancellationToken cancellationToken)
    {
        if (_indexParts.TryGetValue(column, out var known))
        {
            return known;
        }
        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_indexParts.TryGetValue(column, out var parts))
            {
                parts = await IndexParts.OpenAsync(Store, key, Schema[column], Labels(), Partitions.Length, cancellationToken: cancellationToken).ConfigureAwait(false);
                _indexParts[column] = parts;
            }
            return parts;
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Conflict)
        {
            // A footer that is longer than the tail is read by two requests, too.
            throw CoreErrors.IndexRewritten(key, e);
        }
        finally
        {
            _loading.Release();
        }
    }

    private LabelLookup Labels() => _labels ??= new LabelLookup([.. Partitions.Select(p => p.Label)]);

    /// <summary>Whether an error is of the index alone, so that a reader can do without it.</summary>
    private static bool IsOfIndex(KartothekException e) => e.Kind is ErrorKind.NotFound or ErrorKind.Corrupt or ErrorKind.Invalid or ErrorKind.NotSupported;

    private async ValueTask<FileIndex?> ReadIndexAsync(string column, CancellationToken cancellationToken)
    {
        var reference = Header.Indices.First(i => i.Column == column);
        try
        {
            var index = await IndexReader.ReadAsync(Store, reference, Schema[column], Labels(), Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new FileIndex(index, Partitions.Length);
        }
        catch (KartothekException e) when (IsOfIndex(e))
        {
            LogIndexNotUsed(Options.Logger, column, Uuid, e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The secondary index on column '{Column}' of dataset '{Dataset}' can't be used; more files will be read. Build it again.")]
    private static partial void LogIndexNotUsed(ILogger logger, string column, string dataset, Exception error);
}
