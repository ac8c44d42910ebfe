using System.Collections.Immutable;
using System.Text.Json;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What a dataset's metadata file says (format.md 2): one immutable snapshot.</summary>
internal sealed class DatasetHeader
{
    private Dictionary<string, int>? _ordinals;
    private CommitRecord? _record;

    /// <summary>The name of the dataset, as the header has it.</summary>
    public required string Uuid { get; init; }

    /// <summary>The key that the header was read from.</summary>
    public required string Key { get; init; }

    /// <summary>The form that it was read in.</summary>
    public HeaderFormat Format { get; init; }

    /// <summary>The version of the object that it was read from, for a conditional put.</summary>
    public VersionToken Token { get; init; }

    /// <summary>
    /// The user's metadata: a JSON object, empty where the header has none. NaN and infinities, which aren't JSON, are their names as
    /// text.
    /// </summary>
    public required JsonElement Metadata { get; init; }

    /// <summary>When the dataset was made, as text, which all writers carry along; null where the header doesn't say it.</summary>
    public string? CreationTime => Metadata.TryGetProperty("creation_time", out var time) && time.ValueKind == JsonValueKind.String ? time.GetString() : null;

    /// <summary>Our entry in the metadata: the last commit of this library that the header stands on; null where there is none.</summary>
    public CommitRecord? Record => _record ??= CommitRecord.Read(Metadata);

    /// <summary>Whether somebody else has committed since <see cref="Record"/> was written: partitions or indices are others.</summary>
    public bool IsChangedByOthers => Record is { } record && record.Digest != HeaderDigest.Of(Partitions, Indices);

    /// <summary>Whether the header lists the partitions; otherwise they were found by listing the keys of the dataset.</summary>
    public bool IsExplicit { get; init; }

    /// <summary>The partitions: in the order of the header, or of the labels where they were found by listing.</summary>
    public required ImmutableArray<Partition> Partitions { get; init; }

    /// <summary>The partition columns in the order of the keys.</summary>
    public required ImmutableArray<string> PartitionKeys { get; init; }

    /// <summary>Whether the header says which columns it is partitioned by, rather than leaving it to the first key.</summary>
    internal bool HasPartitionKeys { get; init; }

    /// <summary>
    /// The secondary indices in the order of the header. Those of partition columns are left out: keys say the same, and are never stale.
    /// </summary>
    public required ImmutableArray<IndexReference> Indices { get; init; }

    /// <summary>The tables that partitions have files of: those of the first partition first. Empty where there is no partition.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>The metadata without our entry.</summary>
    public JsonElement UserMetadata()
    {
        if (!Metadata.TryGetProperty(CommitRecord.MetadataKey, out _))
        {
            return Metadata;
        }
        var users = System.Text.Json.Nodes.JsonObject.Create(Metadata)!;
        users.Remove(CommitRecord.MetadataKey);
        return JsonSerializer.SerializeToElement(users);
    }

    /// <summary>The position of a label's partition, or -1 where the label doesn't exist (any more).</summary>
    public int IndexOf(string label) => Ordinals.GetValueOrDefault(label, -1);

    /// <summary>Labels and positions.</summary>
    internal Dictionary<string, int> Ordinals
    {
        get
        {
            // Several threads may make it at once; they make the same.
            if (_ordinals is null)
            {
                var ordinals = new Dictionary<string, int>(Partitions.Length, StringComparer.Ordinal);
                for (var i = 0; i < Partitions.Length; i++)
                {
                    ordinals[Partitions[i].Label] = i;
                }
                _ordinals = ordinals;
            }
            return _ordinals;
        }
    }

    /// <summary>
    /// Reads a dataset's header: one request for a JSON header of up to 64 KiB (two for a larger one), one more for a msgpack header,
    /// and a listing where the header names no partitions.
    /// </summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="uuid">Its name.</param>
    /// <param name="clock">
    /// Measures the second for which a header that doesn't parse is read again, since Python overwrites headers in place; the system's
    /// clock where none is given.
    /// </param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="KartothekException">
    /// No header exists (<see cref="ErrorKind.NotFound"/>), its version is another than 4 (<see cref="ErrorKind.NotSupported"/>), the
    /// name can't be that of a dataset (<see cref="ErrorKind.Invalid"/>), or the header doesn't follow the format
    /// (<see cref="ErrorKind.Corrupt"/>).
    /// </exception>
    public static async ValueTask<DatasetHeader> ReadAsync(
        IObjectStore store, string uuid, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!DatasetKeys.IsUuid(uuid))
        {
            throw CoreErrors.UuidIsInvalid(uuid);
        }
        var header = await Reread.UntilParsedAsync(
            clock, token => ReadOnceAsync(store, uuid, token), cancellationToken).ConfigureAwait(false);
        return header.IsExplicit ? header : await ImplicitPartitions.FindAsync(store, header, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Uuid} ({Partitions.Length} {(Partitions.Length == 1 ? "partition" : "partitions")})";

    private static async ValueTask<DatasetHeader> ReadOnceAsync(IObjectStore store, string uuid, CancellationToken cancellationToken)
    {
        var json = DatasetKeys.JsonHeader(uuid);
        try
        {
            var read = await store.ReadAllAsync(json, cancellationToken).ConfigureAwait(false);
            return HeaderJson.Parse(read.Bytes, json, HeaderFormat.Json, read.Token);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound && e is not DatasetRenamedException)
        {
            // The other form is tried below.
        }
        var packed = DatasetKeys.MessagePackHeader(uuid);
        try
        {
            var read = await store.ReadAllAsync(packed, cancellationToken).ConfigureAwait(false);
            return HeaderJson.Parse(PackedHeader.ToJson(read.Bytes, packed), packed, HeaderFormat.MessagePack, read.Token);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw CoreErrors.DatasetNotFound(uuid, store.Name, json, packed, e);
        }
    }
}
