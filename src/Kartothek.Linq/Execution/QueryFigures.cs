using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>What a query really cost.</summary>
/// <param name="Plan">The rewritten plan as <c>Explain()</c> prints it without layers.</param>
/// <param name="Rows">Rows that the caller got; 1 for a query with one value.</param>
/// <param name="Requests">Requests to the store for footers and data. Footers and indices that the dataset had already read cost none.</param>
/// <param name="BytesRead">Bytes of those requests.</param>
/// <param name="Files">Files of which rows were read.</param>
/// <param name="RowGroups">Row groups of which rows were read.</param>
/// <param name="RowsScanned">Rows that conditions were checked on, or that were read without condition.</param>
/// <param name="RowsKept">Rows that satisfied the conditions inside the scan.</param>
/// <param name="Elapsed">From the first row asked for to the end, the caller's own time between rows included.</param>
public sealed record QueryFigures(
    string Plan, long Rows, long Requests, long BytesRead, long Files, long RowGroups, long RowsScanned, long RowsKept, TimeSpan Elapsed)
{
    /// <summary>Row groups that the plan would read, and that were skipped when their turn came: <see cref="RowGroups"/> doesn't count them.</summary>
    public ReadSkips Skipped { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var skipped = Skipped.Total > 0 ? FormattableString.Invariant($" and {Skipped.Total} skipped") : "";
        return FormattableString.Invariant(
            $"{Rows} rows; {RowsKept} of {RowsScanned} rows kept in {RowGroups} row groups{skipped} of {Files} files; {Requests} requests, {BytesRead} bytes, {Elapsed.TotalMilliseconds:F1} ms");
    }
}
