using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Reads both headers of a dataset: an update of a msgpack dataset by Python leaves the old one beside the JSON header.</summary>
internal static class HeaderForms
{
    /// <summary>The headers, the one that counts first. Two requests. One that lists no partitions comes without any.</summary>
    /// <remarks>A damaged header beside one that counts is left out: nobody can read the dataset through it.</remarks>
    /// <exception cref="KartothekException">The header that counts is damaged, or one is of a version that isn't known.</exception>
    public static async ValueTask<ImmutableArray<DatasetHeader>> ReadAsync(
        IObjectStore store, string uuid, TimeProvider? clock, CancellationToken cancellationToken)
    {
        var json = await Reread.UntilParsedAsync(clock, token => TryReadAsync(store, uuid, HeaderFormat.Json, token), cancellationToken).ConfigureAwait(false);
        try
        {
            var packed = json is null
                ? await Reread.UntilParsedAsync(clock, token => TryReadAsync(store, uuid, HeaderFormat.MessagePack, token), cancellationToken).ConfigureAwait(false)
                : await TryReadAsync(store, uuid, HeaderFormat.MessagePack, cancellationToken).ConfigureAwait(false);
            return [.. new[] { json, packed }.OfType<DatasetHeader>()];
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.Corrupt && json is not null)
        {
            return [json];
        }
    }

    /// <summary>The header of one form as it stands, or null where there is none. One request, two for more than 64 KiB.</summary>
    public static async ValueTask<DatasetHeader?> TryReadAsync(IObjectStore store, string uuid, HeaderFormat format, CancellationToken cancellationToken)
    {
        var key = KeyOf(uuid, format);
        return await store.TryReadAllAsync(key, cancellationToken).ConfigureAwait(false) is { } read
            ? HeaderJson.Parse(format == HeaderFormat.Json ? read.Bytes : PackedHeader.ToJson(read.Bytes, key), key, format, read.Token)
            : null;
    }

    /// <summary>The key of a header's form.</summary>
    public static string KeyOf(string uuid, HeaderFormat format) =>
        format == HeaderFormat.Json ? DatasetKeys.JsonHeader(uuid) : DatasetKeys.MessagePackHeader(uuid);
}
