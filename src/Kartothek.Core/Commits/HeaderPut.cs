using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The put that decides a commit, and what it means where its reply is lost.</summary>
/// <remarks>
/// <para>An error tells nothing by itself: a put may have been made though its reply was lost, and "the condition doesn't hold" may be the answer to a put that was sent again after it
/// had been made. So the header is read, and decides: where it names our id among the last commits, the commit was made, and others may have been made since.</para>
/// <para>Where it doesn't, and is another than the one that the commit stands on, then the put can't be made any more, and the state that is there doesn't hold the change, since
/// Python carries our entry along: the commit may be applied again. Where more commits were made since than a header names, the history has the ids of those before;
/// and a store of this process says itself that a put wasn't made.</para>
/// </remarks>
internal sealed class HeaderPut(IObjectStore store, string uuid, string id, DatasetHeader? present, bool honoursConditions, TimeProvider clock)
{
    private const int Tries = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Puts the header.</summary>
    /// <param name="json">The header.</param>
    /// <param name="format">The form wanted: msgpack only where nothing or a msgpack header is replaced.</param>
    /// <returns>The header's object as it was put; null where another writer was first.</returns>
    /// <exception cref="CommitOutcomeUnknownException">It can't be told whether it was made.</exception>
    public async ValueTask<(string Key, HeaderFormat Format, VersionToken Token)?> RunAsync(byte[] json, HeaderFormat format)
    {
        var key = format == HeaderFormat.Json ? DatasetKeys.JsonHeader(uuid) : DatasetKeys.MessagePackHeader(uuid);
        var bytes = format == HeaderFormat.Json ? json : PackedHeader.OfJson(json);
        // JSON wins over a msgpack header, so that one which is absent is the condition of an update of the other.
        var condition = present is not null && present.Key == key ? PutCondition.IfMatch(present.Token) : PutCondition.IfAbsent;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var token = await PutAsync(key, bytes, condition).ConfigureAwait(false);
                if (!await IsHiddenAsync(format).ConfigureAwait(false))
                {
                    return (key, format, token);
                }
                await store.DeleteAsync(key).ConfigureAwait(false);
                return null;
            }
            catch (Exception e) when (e is not KartothekException { Kind: ErrorKind.Invalid or ErrorKind.NotSupported } and not ArgumentException)
            {
                switch (await FindOutAsync(e).ConfigureAwait(false))
                {
                    case (true, var token):
                        return (key, format, token);
                    case (false, _):
                        return null;
                    default:
                        if (attempt == Tries)
                        {
                            // What failed in this process has failed; a request on its way may still arrive.
                            throw IAtomicStore.Is(store) ? CoreErrors.CommitFailed(uuid, e) : CoreErrors.CommitOutcomeUnknown(uuid, id, e);
                        }
                        await Task.Delay(Pause * attempt, clock).ConfigureAwait(false);
                        break;
                }
            }
        }
    }

    private async ValueTask<VersionToken> PutAsync(string key, byte[] bytes, PutCondition condition)
    {
        if (honoursConditions)
        {
            return await store.PutAsync(key, bytes, condition).ConfigureAwait(false);
        }
        var now = await store.TryReadAllAsync(key).ConfigureAwait(false);
        if (condition.IsIfAbsent ? now is not null : now?.Token != condition.Match)
        {
            throw CoreErrors.VersionDiffers(key, store.Name);
        }
        return await store.PutAsync(key, bytes, PutCondition.None).ConfigureAwait(false);
    }

    /// <summary>Whether another writer made a JSON header in the moment in which a msgpack header was put, that isn't an update of it.</summary>
    private async ValueTask<bool> IsHiddenAsync(HeaderFormat format)
    {
        if (format == HeaderFormat.Json || await HeaderForms.TryReadAsync(store, uuid, HeaderFormat.Json, CancellationToken.None).ConfigureAwait(false) is not { } json)
        {
            return false;
        }
        return json.Record?.Contains(id) != true;
    }

    /// <summary>Reads the header to find out whether the put was made: true, false, or null where it wasn't yet and may be repeated.</summary>
    private async ValueTask<(bool? IsMade, VersionToken Token)> FindOutAsync(Exception error)
    {
        var now = await ReadAsync(error).ConfigureAwait(false);
        if (now?.Record is { } record && record.Contains(id))
        {
            return (true, now.Token);
        }
        if (now is null ? present is null : present is not null && present.Key == now.Key && present.Token == now.Token)
        {
            return (error is KartothekException { Kind: ErrorKind.Conflict } ? false : null, default);
        }
        if (now is null)
        {
            throw CoreErrors.DatasetDeletedMeanwhile(uuid, error);
        }
        var distance = (now.Record?.Number ?? 0) - (present?.Record?.Number ?? 0);
        if (distance < CommitRecord.RecentLimit || (IAtomicStore.Is(store) && error is KartothekException { Kind: ErrorKind.Conflict }))
        {
            return (false, default);
        }
        return await IsInHistoryAsync(present?.Record?.Number ?? 0, now.Record!.Number - CommitRecord.RecentLimit, error).ConfigureAwait(false) switch
        {
            true => (true, now.Token),
            false => (false, default),
            null => throw CoreErrors.CommitOutcomeUnknown(uuid, id, error),
        };
    }

    private async ValueTask<DatasetHeader?> ReadAsync(Exception error)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await HeaderForms.ReadAsync(store, uuid, clock, CancellationToken.None).ConfigureAwait(false)).FirstOrDefault();
            }
            catch (Exception e) when (attempt < Tries && e is not KartothekException { Kind: ErrorKind.NotFound })
            {
                await Task.Delay(Pause * attempt, clock).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not KartothekException { Kind: ErrorKind.NotFound })
            {
                throw CoreErrors.CommitOutcomeUnknown(uuid, id, new AggregateException(error, e));
            }
        }
    }

    /// <summary>Whether the history names the commit; null where it doesn't and lacks versions between two numbers, the first of which is known, so that it says nothing.</summary>
    private async ValueTask<bool?> IsInHistoryAsync(long first, long last, Exception error)
    {
        try
        {
            var versions = await VersionHistory.ListAsync(store, uuid, CancellationToken.None).ConfigureAwait(false);
            if (versions.Any(v => v.Key.Id == id))
            {
                return true;
            }
            return versions.Select(v => v.Key.Number).Where(n => n > first && n <= last).Distinct().LongCount() == last - first ? false : null;
        }
        catch (Exception e)
        {
            throw CoreErrors.CommitOutcomeUnknown(uuid, id, new AggregateException(error, e));
        }
    }
}
