using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Reads files that were written, and that no header names.</summary>
internal static class StagedRows
{
    /// <summary>The rows of a file, partition columns included.</summary>
    public static async IAsyncEnumerable<Block> ReadAsync(
        Dataset dataset, WrittenPartition file, Schema columns, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opened = await dataset.OpenFileAsync(file.Key, null, cancellationToken).ConfigureAwait(false);
        var constants = DataKey.Parse(file.Key).Pairs
            .Where(p => columns.Contains(p.Column))
            .ToImmutableSortedDictionary(p => p.Column, p => PartitionValue.Parse(p, columns[p.Column].Type, file.Key), StringComparer.Ordinal);
        var task = new ScanTask
        {
            FileKey = file.Key,
            RowGroups = [.. Enumerable.Range(0, opened.Footer.RowGroups.Length)],
            Columns = columns,
            Constants = constants,
            Opened = opened,
        };
        using var reader = new RowGroupReader(new StoreByteSource(dataset.Store, file.Key, null, opened.Whole), opened.Footer, task, ScanBufferPool.Shared);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } block)
        {
            yield return block;
        }
    }
}
