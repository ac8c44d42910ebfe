using System.Collections.Immutable;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>What a query that deletes or updates did. Immutable.</summary>
public sealed record RowReport
{
    internal RowReport(RewriteReport rewrite, ImmutableArray<string> residuals) => (Rewrite, Residuals) = (rewrite, residuals);

    /// <summary>The rows that were deleted or updated.</summary>
    public long Rows => Rewrite.RowsDeleted + Rewrite.RowsUpdated;

    /// <summary>The dataset as it is now.</summary>
    public Dataset Dataset => Rewrite.Dataset;

    /// <summary>Files, rows and bytes.</summary>
    public RewriteReport Rewrite { get; }

    /// <summary>The conditions and values that were left to records in memory, each with the reason; files are ruled out by the other conditions only.</summary>
    public ImmutableArray<string> Residuals { get; }
}
