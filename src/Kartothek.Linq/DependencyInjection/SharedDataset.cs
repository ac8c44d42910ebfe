using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>A dataset that is opened once by whoever needs it first; the others wait.</summary>
internal sealed class SharedDataset
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Dataset? _dataset;

    /// <summary>The dataset, or null as long as it isn't open.</summary>
    public Dataset? Known => Volatile.Read(ref _dataset);

    /// <summary>The dataset. Where opening it fails, the caller gets the error, and the next one tries again.</summary>
    public async ValueTask<Dataset> GetAsync(Func<CancellationToken, ValueTask<Dataset>> open, CancellationToken cancellationToken)
    {
        if (Known is { } known)
        {
            return known;
        }
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var dataset = _dataset ?? await open(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _dataset, dataset);
            return dataset;
        }
        finally
        {
            _gate.Release();
        }
    }
}
