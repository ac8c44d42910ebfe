using Apache.Arrow;

namespace Kartothek.Columns;

/// <summary>Nulls without a type.</summary>
internal sealed class NullArrowColumn : ArrowColumn
{
    private int _count;

    internal override void Append(Vector vector, int start, int count) => _count += count;

    internal override IArrowArray Build()
    {
        var array = new NullArray(_count);
        _count = 0;
        return array;
    }
}
