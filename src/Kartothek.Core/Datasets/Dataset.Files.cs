using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <content>Data files.</content>
public sealed partial class Dataset
{
    private readonly FooterCache _footers;

    /// <summary>How many files the partition of a file has: one for each of its tables.</summary>
    internal int FilesOf(DatasetPartition partition) => Header.Partitions[Keys.PartitionOf(partition.Ordinal)].Files.Length;

    /// <summary>Opens a Parquet file: no request where its footer is kept, else one (two for a footer longer than the tail).</summary>
    internal ValueTask<OpenedFile> OpenFileAsync(string key, RunFigures? figures, CancellationToken cancellationToken)
    {
        return _footers.Find(key) is { } footer ? new(new OpenedFile(footer, null)) : ReadAsync();

        async ValueTask<OpenedFile> ReadAsync()
        {
            // A small file comes with its tail, and then costs no further request.
            var source = new StoreByteSource(Store, key, figures);
            try
            {
                var footer = await ParquetFooter.ReadAsync(source, cancellationToken: cancellationToken).ConfigureAwait(false);
                _footers.Add(key, footer);
                return new OpenedFile(footer, source.Whole);
            }
            catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
            {
                throw CoreErrors.FileIsGone(Uuid, key, e);
            }
        }
    }
}
