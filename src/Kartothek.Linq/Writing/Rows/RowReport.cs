using System.Collections.Immutable;
using System.Globalization;
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

    /// <summary>For logs: <c>12 rows in 3 files (sales version 4: 3 files added, 3 removed)</c>, and what was left to memory.</summary>
    public override string ToString()
    {
        var files = Rewrite.FilesRewritten + Rewrite.FilesRemoved;
        var text = string.Create(CultureInfo.InvariantCulture, $"{Rows} row{(Rows == 1 ? "" : "s")} in {files} file{(files == 1 ? "" : "s")} ({Rewrite.Commit?.ToString() ?? $"{Dataset.Uuid}: nothing to do"})");
        return Residuals.IsEmpty ? text : $"{text}; in memory: {string.Join("; ", Residuals)}";
    }
}
