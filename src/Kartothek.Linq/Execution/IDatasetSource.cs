using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>The dataset behind the root of a query.</summary>
internal interface IDatasetSource : IScanSource
{
    /// <summary>The dataset; an error as long as it isn't open.</summary>
    Dataset Dataset { get; }

    /// <summary>Opens the dataset where that hasn't been done.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Says that the dataset was changed through this query: a context opens it anew for the next one.</summary>
    void Forget();
}
