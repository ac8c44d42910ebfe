using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>A column that is the same in all rows: a constant, or a column that the file lacks.</summary>
/// <param name="vector">A constant or null vector, whose length this sets.</param>
internal sealed class SteadyScanColumn(Vector vector) : ScanColumn(vector.Type)
{
    public override Vector Vector => vector;

    protected override void Read(long window, RowSet rows) => vector.Length = rows.Count;

    protected override void Keep(ReadOnlySpan<int> rows) => vector.Length = rows.Length;
}
