using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What a commit finds, and is tried on. Immutable.</summary>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Header">The header; null where there is no dataset.</param>
/// <param name="Dataset">The dataset; null where there is none, or where it can't be opened.</param>
/// <param name="Failure">Why it can't be opened.</param>
internal sealed record DatasetState(int Attempt, DatasetHeader? Header, Dataset? Dataset, KartothekException? Failure)
{
    /// <summary>Reads the state: a request for the header and one for the schema.</summary>
    public static ValueTask<DatasetState> ReadAsync(int attempt, IObjectStore store, string uuid, DatasetOptions options, CancellationToken cancellationToken) =>
        ReadAsync(attempt, store, uuid, new CommitOptions { Open = options }, cancellationToken);

    /// <summary>Reads the state for a commit, whose own files don't count where partitions are found by listing.</summary>
    public static async ValueTask<DatasetState> ReadAsync(int attempt, IObjectStore store, string uuid, CommitOptions commit, CancellationToken cancellationToken)
    {
        var options = commit.Open;
        DatasetHeader header;
        try
        {
            header = ImplicitPartitions.Without(await DatasetHeader.ReadAsync(store, uuid, options.TimeProvider, cancellationToken).ConfigureAwait(false), commit.NewKeys);
        }
        catch (KartothekException e) when (e.Kind == ErrorKind.NotFound && e is not DatasetRenamedException)
        {
            return new DatasetState(attempt, null, null, e);
        }
        try
        {
            return new DatasetState(attempt, header, await Dataset.OpenAsync(store, header, options, cancellationToken).ConfigureAwait(false), null);
        }
        catch (KartothekException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.Corrupt or ErrorKind.Invalid)
        {
            // What replaces the dataset needs its header alone.
            return new DatasetState(attempt, header, null, e);
        }
    }
}
