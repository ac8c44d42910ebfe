using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>What is wanted of a dataset: columns, and the rows that satisfy a predicate. Immutable.</summary>
/// <remarks>
/// Rows come in the order of the partitions in the header, and within a file in the order of the file. Column names are
/// exact; a column that the dataset lacks is an error when the request is planned.
/// </remarks>
public sealed record ScanRequest
{
    /// <summary>Asks for columns of a dataset.</summary>
    /// <param name="dataset">The snapshot that is read.</param>
    /// <param name="columns">
    /// The columns wanted, in order, with the types wanted: those of the dataset's schema, or others that its values are converted to, each value
    /// checked. May be empty, which still gives the number of rows.
    /// </param>
    /// <param name="predicate">A two-valued condition on any columns of the dataset, wanted or not; null for all rows.</param>
    public ScanRequest(Dataset dataset, Schema columns, Scalar? predicate = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(columns);
        Dataset = dataset;
        Columns = columns;
        Predicate = predicate;
    }

    /// <summary>The snapshot that is read.</summary>
    public Dataset Dataset { get; }

    /// <summary>The columns wanted, in order, with the types wanted.</summary>
    public Schema Columns { get; init; }

    /// <summary>The condition that rows must satisfy, or null. Terms of a conjunction are evaluated from left to right.</summary>
    public Scalar? Predicate { get; init; }

    /// <summary>About how many rows will be taken, or null for all. A hint: the scan starts with little parallelism, and still gives all rows to who goes on asking.</summary>
    public long? LimitHint { get; init; }

    /// <summary>Set where only an extreme of the one column wanted counts: then blocks may have values that stand for rows instead of the rows.</summary>
    public ExtremesRequest? Extremes { get; init; }

    /// <summary>The layers that may skip files and row groups.</summary>
    public PruningLayers Layers { get; init; } = PruningLayers.All;
}
