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
            return all.IsEmpty ? [] : [new CompactionJob(all)];
        }
        return files
            .Where(f => f.Format == FileFormat.Parquet && f.Values.All(v => v.Value is not null) && HasOneFile(dataset, f))
            .GroupBy(f => f.Key[..(f.Key.LastIndexOf('/') + 1)])
            .SelectMany(group => OfKey([.. group], sizes, options));
    }

    private static IEnumerable<CompactionJob> OfKey(ImmutableArray<DatasetPartition> files, IReadOnlyDictionary<string, long> sizes, CompactOptions options)
    {
        if (!options.SortBy.IsEmpty)
        {
            yield return new CompactionJob(files, Sorts: true);
            yield break;
        }
        var small = files.Where(f => SizeOf(f) < (options.TargetFileBytes + 1) / 2).ToList();
        if (small.Count >= options.MinFiles)
        {
            // Pieces of a few files' size each can be worked on at the same time, and need no more memory than one.
            var first = 0;
            var bytes = 0L;
            for (var i = 0; i < small.Count; i++)
            {
                bytes += SizeOf(small[i]);
                if (bytes >= options.TargetFileBytes && small.Count - i > options.MinFiles)
                {
                    yield return new CompactionJob([.. small[first..(i + 1)]]);
                    (first, bytes) = (i + 1, 0);
                }
            }
            yield return new CompactionJob([.. small[first..]]);
        }
        foreach (var large in files.Where(f => SizeOf(f) > 2 * options.TargetFileBytes))
        {
            yield return new CompactionJob([large]);
        }

        long SizeOf(DatasetPartition file) => sizes.GetValueOrDefault(file.Key);
    }

    // The files of other tables would have to move with it.
    private static bool HasOneFile(Dataset dataset, DatasetPartition file) => dataset.FilesOf(file) == 1;
}
