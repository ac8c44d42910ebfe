using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Data files that are written, and that no header names yet: what one process hands to another that commits them. Immutable.</summary>
/// <remarks>
/// Garbage collection takes them for garbage until they are committed, unless its retention time protects them. They may be committed once; files that will not be committed are deleted with
/// <see cref="DiscardAsync"/>, or by garbage collection.
/// </remarks>
public sealed class WrittenPartitions
{
    internal WrittenPartitions(string uuid, string table, Schema rows, ImmutableArray<string> partitionOn, ImmutableArray<WrittenPartition> files) =>
        (Uuid, Table, Rows, PartitionOn, Files) = (uuid, table, rows, partitionOn, files);

    /// <summary>The dataset that they were written for.</summary>
    public string Uuid { get; }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The columns of the rows, partition columns included.</summary>
    public Schema Rows { get; }

    /// <summary>The partition columns in the order of the keys.</summary>
    public ImmutableArray<string> PartitionOn { get; }

    /// <summary>The number of files.</summary>
    public int FileCount => Files.Length;

    /// <summary>The rows of all files.</summary>
    public long RowCount => Files.Sum(f => f.RowCount);

    /// <summary>The bytes of all files.</summary>
    public long ByteCount => Files.Sum(f => f.ByteCount);

    /// <summary>The labels that the files will have, in order.</summary>
    public IEnumerable<string> Labels => Files.Select(f => f.Label);

    /// <summary>The keys of the files, in order.</summary>
    public IEnumerable<string> Keys => Files.Select(f => f.Key);

    /// <summary>The files.</summary>
    internal ImmutableArray<WrittenPartition> Files { get; }

    /// <summary>The value as JSON in UTF-8, for a process of the same version. Index parts stay here: whoever commits reads the indexed columns from the files again.</summary>
    public byte[] ToJson() => WrittenPartitionsJson.Write(this);

    /// <summary>The value that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="KartothekException">The text isn't such a value (<see cref="ErrorKind.Corrupt"/>).</exception>
    public static WrittenPartitions FromJson(ReadOnlyMemory<byte> json) => WrittenPartitionsJson.Read(json);

    /// <summary>Deletes the files, except those that were committed nevertheless. They can't be committed afterwards.</summary>
    /// <remarks>
    /// Files that the header, or a version that is kept, names stay as they are, so that this may follow any error of a commit. A request per file, one for each header, and one for each version since they were
    /// written that another followed which removed files.
    /// </remarks>
    /// <exception cref="KartothekException">The header is damaged (<see cref="ErrorKind.Corrupt"/>), or says that the dataset was renamed (<see cref="ErrorKind.NotFound"/>): nothing is deleted then.</exception>
    public async ValueTask DiscardAsync(IObjectStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var keys = Keys.ToHashSet(StringComparer.Ordinal);
        var found = await CommittedFiles.FindAsync(store, Uuid, keys, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys.Where(k => !found.Committed.ContainsKey(k) && !found.Overwritten.Contains(k)))
        {
            await store.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{FileCount} {(FileCount == 1 ? "file" : "files")} of '{Uuid}' ({RowCount} rows)";
}
