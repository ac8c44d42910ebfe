using Kartothek.Columns;

namespace Kartothek.Parquet;

/// <summary>The values of a leaf of the null type: none.</summary>
internal sealed class NullLeafValues(ColumnType type) : LeafValues
{
    public override void Add(Vector values)
    {
        if (values.Length > 0)
            throw new PageFormatException("a column of the null type has values");
    }

    public override Vector ToVector() => new NullVector(type);
}
