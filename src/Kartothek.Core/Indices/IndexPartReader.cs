using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Makes the index parts of files that exist already: an index that is built later, or a file that another process wrote.</summary>
internal static class IndexPartReader
{
    /// <summary>Reads the columns of one file: one request for its footer, and one or more per row group.</summary>
    /// <param name="store">Where the dataset lies.</param>
    /// <param name="key">The file, Parquet or CSV.</param>
    /// <param name="label">The label of its partition.</param>
    /// <param name="columns">The columns, each with the type of its index (<see cref="IndexColumn.Of(Field)"/>).</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <returns>One part per column, in their order. A column that the file lacks has no value there.</returns>
    public static ValueTask<ImmutableArray<IndexPart>> ReadAsync(
        IObjectStore store, string key, string label, ImmutableArray<Field> columns, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
