using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>What a plan's scan asks of Core.</summary>
internal static class ScanRequests
{
    /// <summary>The request of a scan: its own columns and those that a program reads, and its conjuncts.</summary>
    public static ScanRequest Of(DatasetScan scan, IEnumerable<string> read)
    {
        var source = (IDatasetSource)scan.Source;
        var wanted = scan.Columns ?? [.. source.Map.Members.Select(m => m.Column.Name)];
        var columns = new Schema(wanted.Concat(read).Distinct(StringComparer.Ordinal).Select(name => source.Map.Schema[name]));
        return new(source.Dataset, columns, scan.Conjuncts.IsEmpty ? null : Scalar.And(scan.Conjuncts));
    }
}
