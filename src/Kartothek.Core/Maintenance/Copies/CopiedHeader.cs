using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Kartothek.Core;

/// <summary>The header of a copy: the source's, with the keys of the copies and our entry made fit for them.</summary>
internal static class CopiedHeader
{
    /// <summary>The JSON of the header.</summary>
    /// <param name="header">The source's header, or one of its versions.</param>
    /// <param name="newUuid">The name of the copy.</param>
    /// <param name="keys">The keys of the copies.</param>
    /// <param name="record">Our entry; null where the source has none, or the copy is to have none.</param>
    public static byte[] ToBytes(DatasetHeader header, string newUuid, CopiedKeys keys, CommitRecord? record)
    {
        ImmutableArray<Partition> partitions = [.. header.Partitions.Select(p => new Partition(p.Label, [.. p.Files.Select(f => f with { Key = keys.Of(f.Key) })]))];
        ImmutableArray<IndexReference> indices = [.. header.Indices.Select(i => i.Key is { } key ? IndexReference.InFile(i.Column, keys.Of(key)) : i)];
        var metadata = JsonNode.Parse(header.Metadata.GetRawText())!.AsObject();
        metadata.Remove(CommitRecord.MetadataKey);
        if (record is not null)
        {
            // The digest says that nobody but us has committed since, so one that didn't fit must not fit in the copy either.
            var isWhole = record.Digest == HeaderDigest.Of(header.Partitions, header.Indices);
            metadata[CommitRecord.MetadataKey] = (isWhole ? record with { Digest = HeaderDigest.Of(partitions, indices) } : record).ToJson();
        }
        return HeaderWriter.Write(newUuid, indices, metadata, partitions, header.PartitionKeys);
    }

    /// <summary>Our entry for a copy without history: one commit that stands on nothing, with the schemas of the source.</summary>
    public static CommitRecord Begin(DatasetHeader header, CommitRecord record, string id, long number, DateTimeOffset now) =>
        record with { Number = number, Time = now, Digest = HeaderDigest.Of(header.Partitions, header.Indices), Recent = [new RecentCommit(id, number == 1 ? CommitKind.Create : CommitKind.Overwrite)] };
}
