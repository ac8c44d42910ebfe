namespace Kartothek.Columns;

/// <summary>Kept rows of a column without type.</summary>
internal sealed class NullColumnBuffer(ColumnType type) : ColumnBuffer
{
    private int _count;

    internal override long Bytes => 0;

    internal override void Append(Vector source, ReadOnlySpan<int> rows) => _count += rows.Length;

    internal override Vector ToVector() => new NullVector(type) { Length = _count };
}
