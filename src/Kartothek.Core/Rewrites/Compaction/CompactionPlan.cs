using System.Collections.Immutable;

namespace Kartothek.Core;

/// <summary>Chooses the files of a dataset that a compaction puts together, splits, sorts or partitions anew.</summary>
internal static class CompactionPlan
{
    /// <summary>The jobs.</summary>
    /// <param name="files">The files that may be chosen.</param>
    /// <param name="sizes">Bytes by key. A file without size isn't there, which whoever reads it will say.</param>
    /// <param name="partitionOn">The partition columns afterwards.</param>
    /// <param name="options">What is to be done.</param>
    /// <param name="dataset">The dataset.</param>
    public static IEnumerable<CompactionJob> Jobs(
        Dataset dataset, IEnumerable<DatasetPartition> files, IReadOnlyDictionary<string, long> sizes, ImmutableArray<string> partitionOn, CompactOptions options)
    {
        if (!partitionOn.SequenceEqual(dataset.PartitionColumns))
        {
            // Keys of all kinds are split anew, so all files are one source of rows.
            var all = files.ToImmutableArray();
            return all.IsEmpty ? [] : [new CompactionJob(all, options.TargetFileBytes)];
        }
        return files
            .Where(f => f.Format == FileFormat.Parquet && f.Values.All(v => v.Value is not null) && HasOneFile(dataset, f))
            .GroupBy(f => f.Key[..(f.Key.LastIndexOf('/') + 1)])
            .SelectMany(group => OfKey([.. group], sizes, options));
    }

    private static IEnumerable<CompactionJob> OfKey(ImmutableArray<DatasetPartition> files, IReadOnlyDictionary<string, long> sizes, CompactOptions options)
    {
        var target = options.TargetFileBytes;
        if (!options.SortBy.IsEmpty)
        {
            yield return new CompactionJob(files, Share(files.Sum(SizeOf), target), Sorts: true);
            yield break;
        }
        var small = files.Where(f => SizeOf(f) < (target + 1) / 2).ToList();
        if (small.Count >= options.MinFiles)
        {
            foreach (var together in Together(small, Share(small.Sum(SizeOf), target), SizeOf).Where(t => t.Length > 1))
            {
                yield return new CompactionJob(together, long.MaxValue);
            }
        }
        foreach (var large in files.Where(f => SizeOf(f) > 2 * target))
        {
            yield return new CompactionJob([large], Share(SizeOf(large), target));
        }

        long SizeOf(DatasetPartition file) => sizes.GetValueOrDefault(file.Key);
    }

    // Files of one size each, near the target, so that no rest is left that is small again.
    private static long Share(long bytes, long target) => Math.Max(1, bytes / Math.Max(1, (bytes + (target / 2)) / target));

    // A share is less than one and a half targets, and the file that completes it less than half of one: no result is large.
    private static IEnumerable<ImmutableArray<DatasetPartition>> Together(List<DatasetPartition> small, long share, Func<DatasetPartition, long> sizeOf)
    {
        var first = 0;
        var bytes = 0L;
        for (var i = 0; i < small.Count; i++)
        {
            bytes += sizeOf(small[i]);
            if (bytes >= share || i == small.Count - 1)
            {
                yield return [.. small[first..(i + 1)]];
                (first, bytes) = (i + 1, 0);
            }
        }
    }

    // The files of other tables would have to move with it.
    private static bool HasOneFile(Dataset dataset, DatasetPartition file) => dataset.FilesOf(file) == 1;
}
