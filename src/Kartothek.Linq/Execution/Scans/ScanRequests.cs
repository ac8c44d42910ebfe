using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>What a plan's scan asks of Core.</summary>
internal static class ScanRequests
{
    /// <summary>The column whose bounds answer an aggregate, where they do: Min or Max of a column.</summary>
    public static ExtremesRequest? ExtremesOf(ScanAggregate aggregate)
    {
        if (aggregate.Calls is not [{ Kind: AggregateKind.Min or AggregateKind.Max, Operand: ColumnScalar column } call] || !ExtremesRequest.IsPossible(column.Type)) return null;
        var (least, greatest) = call.Narrow is { } member
            ? (NumericTypes.Min(member.ValueType), NumericTypes.Max(member.ValueType))
            : (Int128.MinValue, Int128.MaxValue);
        return new(column, ScanExecution.Required(aggregate.Scan).Length > 0, least, greatest);
    }

    /// <summary>The request of a scan: its own columns and those that a program reads, and its conjuncts.</summary>
    public static ScanRequest Of(DatasetScan scan, IEnumerable<string> read)
    {
        var source = (IDatasetSource)scan.Source;
        var wanted = scan.Columns ?? [.. source.Map.Members.Select(m => m.Column.Name)];
        var columns = new Schema(wanted.Concat(read).Distinct(StringComparer.Ordinal).Select(name => source.Map.Schema[name]));
        return new(source.Dataset, columns, scan.Conjuncts.IsEmpty ? null : Scalar.And(scan.Conjuncts));
    }
}
