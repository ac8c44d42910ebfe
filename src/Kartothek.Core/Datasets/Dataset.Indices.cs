using System.Collections.Concurrent;
using Kartothek.Columns;
using Microsoft.Extensions.Logging;

namespace Kartothek.Core;

/// <content>Secondary indices.</content>
public sealed partial class Dataset
{
    private readonly ConcurrentDictionary<string, FileIndex?> _indices = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _loading = new(1);
    private LabelLookup? _labels;

    /// <summary>An index that was loaded.</summary>
    /// <returns>False where nobody has asked for it yet; true with null where it can't be used.</returns>
    internal bool TryGetIndex(string column, out FileIndex? index) => _indices.TryGetValue(column, out index);

    /// <summary>Loads an index: one request for a file of up to 64 KiB, more for a larger one, none where it is loaded already.</summary>
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
                }
            }
            finally
            {
                _loading.Release();
            }
        }
    }

    private async ValueTask<FileIndex?> ReadIndexAsync(string column, CancellationToken cancellationToken)
    {
        var reference = Header.Indices.First(i => i.Column == column);
        try
        {
            _labels ??= new LabelLookup([.. Partitions.Select(p => p.Label)]);
            var index = await IndexReader.ReadAsync(Store, reference, Schema[column], _labels, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return new FileIndex(index, Partitions.Length);
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Corrupt or ErrorKind.Invalid or ErrorKind.NotSupported)
        {
            LogIndexNotUsed(Options.Logger, column, Uuid, e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The secondary index on column '{Column}' of dataset '{Dataset}' can't be used; more files will be read. Build it again.")]
    private static partial void LogIndexNotUsed(ILogger logger, string column, string dataset, Exception error);
}
