using System.Collections.Immutable;

namespace Kartothek.Parquet;

/// <summary>Which rows of a row group a scan looks at.</summary>
/// <param name="Ranges">The rows, ascending and apart.</param>
/// <param name="Index">Where pages lie, so that those of other rows needn't be read; null where that isn't known.</param>
public sealed record ScanRows(ImmutableArray<RowRange> Ranges, RowGroupPages? Index);
