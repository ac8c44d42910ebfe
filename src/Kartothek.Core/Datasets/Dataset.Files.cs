using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <content>Data files.</content>
public sealed partial class Dataset
{
    /// <summary>A store with pieces below this size says that requests cost next to nothing (<see cref="IByteSource.PieceBytes"/>).</summary>
    private const int CheapPieces = 1 << 20;

    private readonly FooterCache _footers;

    /// <summary>How many files the partition of a file has: one for each of its tables.</summary>
    internal int FilesOf(DatasetPartition partition) => Header.Partitions[Keys.PartitionOf(partition.Ordinal)].Files.Length;

    /// <summary>Opens a Parquet file to read rows of it and keep its footer.</summary>
    /// <inheritdoc cref="OpenFileAsync(string, RunFigures?, FileUse, CancellationToken)"/>
    internal ValueTask<OpenedFile> OpenFileAsync(string key, RunFigures? figures, CancellationToken cancellationToken) =>
        OpenFileAsync(key, figures, FileUse.Rows | FileUse.Kept, cancellationToken);

    /// <summary>Opens a Parquet file: no request where its footer is kept, else one (two for a footer longer than the tail).</summary>
    /// <param name="key">The file.</param>
    /// <param name="figures">Counts the requests, where somebody wants to know.</param>
    /// <param name="use">What for.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    internal ValueTask<OpenedFile> OpenFileAsync(string key, RunFigures? figures, FileUse use, CancellationToken cancellationToken) =>
        _footers.Find(key, use) is { } footer ? new(new OpenedFile(footer, null)) : ReadFileAsync(key, figures, use, cancellationToken);

    private async ValueTask<OpenedFile> ReadFileAsync(string key, RunFigures? figures, FileUse use, CancellationToken cancellationToken)
    {
        using var source = new FooterSource(Store, key, figures, use.HasFlag(FileUse.Rows));
        try
        {
            // Where a request costs next to nothing, no more is read than footers need.
            var tail = Store.PieceBytes < CheapPieces && IBufferStore.Of(Store) is not null ? _footers.TailBytes(use) : ParquetFooter.DefaultTail;
            var footer = await ParquetFooter.ReadAsync(source, tail, _footers.AllocatorFor(use), cancellationToken).ConfigureAwait(false);
            _footers.Add(key, footer, use);
            return new OpenedFile(footer, source.Whole);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound)
        {
            throw CoreErrors.FileIsGone(Uuid, key, e);
        }
    }
}
