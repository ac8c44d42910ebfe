namespace Kartothek.Parquet;

/// <summary>What a scan read and kept so far.</summary>
/// <param name="Requests">Requests to the source.</param>
/// <param name="BytesRead">Bytes asked for by them.</param>
/// <param name="RowsScanned">Rows that the scan went past.</param>
/// <param name="RowsKept">Rows in the blocks it gave.</param>
public readonly record struct ScanFigures(int Requests, long BytesRead, long RowsScanned, long RowsKept)
{
    /// <summary>The figures of two scans together.</summary>
    public static ScanFigures operator +(ScanFigures left, ScanFigures right) => new(
        left.Requests + right.Requests, left.BytesRead + right.BytesRead, left.RowsScanned + right.RowsScanned, left.RowsKept + right.RowsKept);
}
