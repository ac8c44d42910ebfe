using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>A column that the CSV file lacks, or whose type is null.</summary>
internal sealed class CsvNullColumn : CsvColumn
{
    private int _count;

    /// <inheritdoc/>
    public override bool TryAdd(ReadOnlySpan<byte> text)
    {
        _count++;
        return false;
    }

    /// <inheritdoc/>
    public override void AddNull() => _count++;

    /// <inheritdoc/>
    public override Vector ToVector() => new NullVector(Field.Type) { Length = _count };

    /// <inheritdoc/>
    public override void Keep(ReadOnlySpan<int> rows) => _count = rows.Length;

    /// <inheritdoc/>
    public override void Clear() => _count = 0;
}
