namespace Kartothek.Core;

/// <summary>Ends a commit whose plan finds nothing to change; never leaves the library.</summary>
internal sealed class NothingToCommitException(Dataset dataset) : Exception("Nothing is to be changed.")
{
    /// <summary>The dataset, as it was found.</summary>
    public Dataset Dataset { get; } = dataset;
}
