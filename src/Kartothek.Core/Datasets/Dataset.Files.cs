using Kartothek.Parquet;

namespace Kartothek.Core;

/// <content>Data files.</content>
public sealed partial class Dataset
{
    private readonly FooterCache _footers;

    /// <summary>Opens a Parquet file: no request where its footer is kept, else one (two for a footer longer than the tail).</summary>
    internal ValueTask<OpenedFile> OpenFileAsync(string key, RunFigures? figures, CancellationToken cancellationToken)
    {
        var source = new StoreByteSource(Store, key, figures);
        return _footers.Find(key) is { } footer ? new(new OpenedFile(footer, source)) : ReadAsync();

        async ValueTask<OpenedFile> ReadAsync()
        {
            // A small file comes with its tail, and then costs no further request.
            var tail = new TailCachingSource(source);
            var footer = await ParquetFooter.ReadAsync(tail, cancellationToken: cancellationToken).ConfigureAwait(false);
            _footers.Add(key, footer);
            return new OpenedFile(footer, tail);
        }
    }
}
